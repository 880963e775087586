package org.osteon.app.http.web;

import io.nayuki.qrcodegen.QrCode;

/// An address as a code for a camera, drawn as SVG: for paper that leads back to its record.
public final class QrDrawing {
    private static final int QUIET = 4;

    private QrDrawing() {}

    /// The drawing.
    ///
    /// @param address what the camera reads
    public static String svg(String address) {
        QrCode code = QrCode.encodeText(address, QrCode.Ecc.MEDIUM);
        int size = code.size + 2 * QUIET;
        StringBuilder dark = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    dark.append('M')
                            .append(x + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append("h1v1h-1z");
                }
            }
        }
        return """
        <svg class="qr" viewBox="0 0 %d %d" role="img" aria-label="Code that leads to this record">\
        <path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="%s"/></svg>\
        """
                .formatted(size, size, size, size, dark);
    }
}
