"""Start billing: `python -m services.billing.main`, with its settings in the environment."""

from shared.runtime.begin import begin

if __name__ == "__main__":
    begin("services.billing.serve:main")
