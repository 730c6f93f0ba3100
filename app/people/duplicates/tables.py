"""Family names of one character that romanisations write in several ways."""

from __future__ import annotations

_GROUPS = """
    lee yi rhee ri
    park pak bak
    kim gim
    choi choe choy
    jung chung jeong cheong chong
    cho jo
    kang gang
    yoon yun
    lim im rhim
    kwon gwon
    shin sin
    noh roh
    moon mun
    ahn an
    yoo yu ryu
    seo suh
    oh o
    baek paik paek baik
    koh ko go
    kwak gwak
    koo ku gu
    shim sim
    woo u
    hwang whang
    zhang chang
    zhou chou chow
    xu hsu
    xie hsieh
    zhao chao
    jiang chiang
    cai tsai
    guo kuo
    deng teng
    qian chien
    zheng cheng
    zhu chu
    cao tsao
    song sung soong
    qin chin
    xi hsi
    xiao hsiao
    du tu
    gao kao
    ito itoh
    sato satoh
    kato katoh
    goto gotoh
    saito saitoh
    kondo kondoh
    ono ohno
    ota ohta
"""


def _also_written() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _GROUPS.split("\n"):
        names = line.split()
        for name in names:
            found.setdefault(name, set()).update(names)
    return {name: frozenset(others) for name, others in found.items()}


ALSO_WRITTEN = _also_written()
