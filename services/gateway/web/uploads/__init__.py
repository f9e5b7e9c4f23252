"""The tus protocol 1.0.0 over HTTP: headers, refusals and bodies of resumable uploads."""
