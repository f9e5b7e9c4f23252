"""Start the sandbox: `python -m infra.embedded.stripe_sandbox --port 8420 --data DIR …`."""

from shared.runtime.begin import begin

if __name__ == "__main__":
    begin("infra.embedded.stripe_sandbox.command:main")
