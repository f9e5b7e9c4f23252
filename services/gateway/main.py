"""The gateway as one process: `python -m services.gateway.main`."""

from shared.runtime.begin import begin

if __name__ == "__main__":
    begin("services.gateway.serve:main")
