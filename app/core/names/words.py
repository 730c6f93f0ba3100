"""Words that stand before, after and inside names without being names."""

from __future__ import annotations

HONORIFICS = frozenset(
    """
    dr doctor prof professor mr mrs ms miss mx sir dame lord lady honorable honourable
    amb ambassador excellency rev reverend judge justice
    lt lieutenant maj major gnl general col colonel brig brigadier capt captain cmdr commander
    adm admiral rear sgt sergeant
    """.split()
)
DOTTED_HONORIFICS = frozenset("h.e. hon. gen. min. sen. rep. gov. pres. rev. sec.".split())
"""Short forms that are also names (He Yafei, Gen Sato): a title only with their full stop."""

OFFICE_HEADS = frozenset(
    """
    secretary secretary-general undersecretary minister president premier chancellor senator
    congressman congresswoman representative governor mayor director commissioner chairman
    chairwoman counselor counsellor attorney administrator envoy
    """.split()
)
OFFICE_MODIFIERS = frozenset(
    """
    assistant deputy under acting former principal vice prime foreign chief first permanent
    associate retired defense defence
    """.split()
)
DEPARTMENTS = frozenset(
    """
    state defense defence treasury commerce energy labor labour education agriculture
    transportation interior justice war navy army air force homeland security health finance
    foreign affairs unification trade economy culture environment staff
    """.split()
)

GENERATIONS = frozenset("jr sr ii iii iv".split())
CREDENTIALS = frozenset(
    "phd dphil md jd esq cbe obe mbe kbe kcmg cmg qc kc mp usn usaf usmc ret".split()
)
RETIRED = frozenset({"ret", "retired"})

PARTICLES = frozenset(
    "de del della den der des di do dos da das du la le van von ter ten zu bin ibn al el af av".split()
)
"""Small words that begin a family name when they are printed small: "Ludwig van Beethoven"."""

DIMINUTIVES: dict[str, frozenset[str]] = {
    short: frozenset(names.split())
    for short, names in {
        "al": "albert alfred alan allen alexander",
        "alex": "alexander alexandra",
        "andy": "andrew",
        "art": "arthur",
        "ben": "benjamin",
        "bert": "albert herbert robert",
        "betty": "elizabeth",
        "bill": "william",
        "billy": "william",
        "bob": "robert",
        "bobby": "robert",
        "cathy": "catherine cathleen",
        "charlie": "charles",
        "chas": "charles",
        "chris": "christopher christian christine christina",
        "chuck": "charles",
        "cindy": "cynthia",
        "dan": "daniel",
        "danny": "daniel",
        "dave": "david",
        "debbie": "deborah",
        "dick": "richard",
        "don": "donald",
        "doug": "douglas",
        "ed": "edward edwin edmund",
        "eddie": "edward edwin edmund",
        "fred": "frederick frederic fredrik friedrich alfred",
        "gene": "eugene",
        "gerry": "gerald",
        "greg": "gregory",
        "hal": "harold henry",
        "hank": "henry",
        "harry": "harold henry",
        "jack": "john",
        "jake": "jacob",
        "jeff": "jeffrey geoffrey",
        "jerry": "gerald jerome",
        "jim": "james",
        "jimmy": "james",
        "joe": "joseph",
        "jon": "jonathan",
        "josh": "joshua",
        "kate": "katherine catherine",
        "kathy": "katherine kathleen kathryn",
        "ken": "kenneth",
        "kim": "kimberly",
        "larry": "lawrence laurence",
        "len": "leonard",
        "liz": "elizabeth",
        "maggie": "margaret",
        "matt": "matthew",
        "max": "maximilian maxwell",
        "meg": "margaret",
        "mel": "melvin melvyn",
        "mike": "michael",
        "mitch": "mitchell",
        "nate": "nathan nathaniel",
        "ned": "edward edmund",
        "nick": "nicholas",
        "pam": "pamela",
        "pat": "patrick patricia",
        "peggy": "margaret",
        "pete": "peter",
        "phil": "philip phillip",
        "ray": "raymond",
        "rich": "richard",
        "rick": "richard frederick",
        "rob": "robert",
        "ron": "ronald",
        "russ": "russell",
        "sam": "samuel samantha",
        "sandy": "alexander sandra",
        "stan": "stanley",
        "steve": "stephen steven",
        "sue": "susan suzanne",
        "ted": "edward theodore",
        "terry": "terence theresa",
        "tim": "timothy",
        "tom": "thomas",
        "tony": "anthony",
        "vic": "victor",
        "walt": "walter",
        "will": "william",
        "zach": "zachary",
    }.items()
}
"""Short forms in common English use, and the names they stand for."""
