"""Which programs do the tests of this room drive?"""

import sys
from pathlib import Path

KUBECTL = Path(sys.executable).with_name("kubectl")  # of the wheel the product depends on
