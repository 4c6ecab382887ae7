"""The entry of ./carepods, ./test and tools/lock: sets up what they need, then becomes it."""

import signal
import sys
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.setup import commands, trouble


def main(argv: list[str]) -> int:
    """Runs one launcher; returns its exit code where it did not become the command."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # nohup stays nohup
            signal.signal(number, _stop)
    try:
        return commands.COMMANDS[argv[0]](argv[1:])
    except trouble.SetupTrouble as error:
        return _tell(error)
    except OSError as error:
        return _tell(trouble.from_os_error(error))
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again and it carries on.", file=sys.stderr)
        return 130


def _tell(error: trouble.SetupTrouble) -> int:
    print(f"\n{error.sentence}", file=sys.stderr)
    if error.detail:
        print(f"\nWhat the tool said:\n{error.detail}", file=sys.stderr)
    return 1


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
