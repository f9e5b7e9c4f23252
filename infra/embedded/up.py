"""`./infra/up`: the whole of Callboard on this machine."""

from shared.runtime.begin import begin

if __name__ == "__main__":
    begin("infra.embedded.run:up")
