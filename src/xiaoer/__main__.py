"""What does `python -m xiaoer` run?"""

from xiaoer.cli.main import main

main()
