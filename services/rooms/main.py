"""The rooms service: `python -m services.rooms.main serve`, or `postprocess`."""

from shared.runtime.begin import begin

if __name__ == "__main__":
    begin("services.rooms.commands:main")
