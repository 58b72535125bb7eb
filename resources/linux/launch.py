"""The start of the frozen program, and of the processes that it starts of itself."""

import sys

if sys.argv[1:] in (["-m", "kpviewer.crew"], ["-m", "kpviewer.ui.voice"]):
    import runpy

    runpy.run_module(sys.argv[2], run_name="__main__")
else:
    from kpviewer.cli import main

    sys.exit(main())
