"""The gateway: `python -m services.gateway.main serve`, or `work`; with no word both."""

from shared.runtime.begin import begin

if __name__ == "__main__":
    begin("services.gateway.commands:main")
