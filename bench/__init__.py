"""The measurements that Parley publishes: ``make bench`` or ``python -m bench``.

Every figure is a ratio to a limit measured in the same run, on the same machine, under the
same server: absolute figures drift with the machine, ratios hardly do.
"""
