// Reads tickets with the camera: by the browser itself where it can, else by a decoder of our own.
const WIDEST = 640;
const PAUSE = 120;

async function decoderFor(address) {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (canvas) => (await detector.detect(canvas))[0]?.rawValue ?? null;
  }
  await import(address);
  return async (canvas) => {
    const picture = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(picture.data, picture.width, picture.height)?.data ?? null;
  };
}

export class Camera {
  constructor(place, decoder, found) {
    this.place = place;
    this.video = place.querySelector("video");
    this.torch = place.querySelector("[data-torch]");
    this.decoder = decoder;
    this.found = found;
    this.stream = null;
    place.querySelector("[data-stop]").addEventListener("click", () => this.stop());
    this.torch.addEventListener("click", () => this.light());
  }

  async start() {
    this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    this.place.hidden = false;
    this.video.srcObject = this.stream;
    await this.video.play();
    const [track] = this.stream.getVideoTracks();
    this.torch.hidden = !track.getCapabilities?.().torch;
    this.read(await decoderFor(this.decoder), document.createElement("canvas"));
  }

  stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.place.hidden = true;
  }

  light() {
    this.lit = !this.lit;
    this.torch.setAttribute("aria-pressed", String(this.lit));
    this.stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: this.lit }] });
  }

  async read(decode, canvas) {
    if (!this.stream) return;
    if (this.video.videoWidth) {
      const scale = Math.min(1, WIDEST / this.video.videoWidth);
      canvas.width = this.video.videoWidth * scale;
      canvas.height = this.video.videoHeight * scale;
      canvas.getContext("2d", { willReadFrequently: true }).drawImage(this.video, 0, 0, canvas.width, canvas.height);
      const text = await decode(canvas);
      if (text) this.found(text);
    }
    setTimeout(() => this.read(decode, canvas), PAUSE);
  }
}
