// Notes when a browser that joins has come how far on the stage, in milliseconds since the
// navigation started. It runs before the page's own scripts; the CSP does not concern it.
(() => {
  const reached = {};
  const reach = (step, at = performance.now()) => { reached[step] ??= at; };
  let offered = "";

  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.stage = new URL(this.url).pathname.endsWith("/stage/socket");
      if (!this.stage) return;
      reach("scripts");
      this.addEventListener("open", () => reach("socket"));
      this.addEventListener("message", (event) => {
        const message = JSON.parse(event.data);
        if (message.type === "offer") offered = message.sdp;
        reach(message.type);
      });
    }

    send(said) {
      if (this.stage) reach(JSON.parse(said).type);
      super.send(said);
    }
  };

  window.RTCPeerConnection = class extends RTCPeerConnection {
    async setLocalDescription(...given) {
      await super.setLocalDescription(...given);
      if (this.stage) reach("described");
    }

    setRemoteDescription(description) {
      this.stage = description.sdp === offered;
      if (this.stage) {
        this.addEventListener("iceconnectionstatechange", () =>
          ["connected", "completed"].includes(this.iceConnectionState) && reach("ice"));
        this.addEventListener("connectionstatechange", () =>
          this.connectionState === "connected" && reach("dtls"));
      }
      return super.setRemoteDescription(description);
    }
  };

  window.joined = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      const video = document.querySelector(".tile:not(.own) video");
      if (!video) return;
      observer.disconnect();
      video.requestVideoFrameCallback((_, frame) => {
        reach("page", performance.getEntriesByType("navigation")[0].responseEnd);
        reach("keyframe", frame.receiveTime);
        reach("picture");
        resolve(reached);
      });
    }).observe(document, { childList: true, subtree: true });
  });
})();
