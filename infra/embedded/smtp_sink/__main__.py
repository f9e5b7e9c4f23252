"""Start the sink: `python -m infra.embedded.smtp_sink --folder DIR --smtp-port N --web-port N`."""

from shared.runtime.begin import begin

if __name__ == "__main__":
    begin("infra.embedded.smtp_sink.command:main")
