package org.osteon.app.web;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An SVG drawing being written: lines, marks and words with classes of the style sheet.
final class Svg {
    private final StringBuilder text = new StringBuilder();

    /// A drawing of that size.
    ///
    /// @param description what it shows, for those who do not see it
    Svg(String kind, double width, double height, String description) {
        text.append("<svg class=\"")
                .append(kind)
                .append("\" viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\" role=\"img\" aria-label=\"")
                .append(escaped(description))
                .append("\">");
    }

    void line(String kind, double fromX, double fromY, double toX, double toY) {
        start("line", kind);
        attribute("x1", fromX);
        attribute("y1", fromY);
        attribute("x2", toX);
        attribute("y2", toY);
        text.append("/>");
    }

    /// Words.
    ///
    /// @param anchor `start`, `middle` or `end`
    void words(String kind, double x, double y, String anchor, String words) {
        start("text", kind);
        attribute("x", x);
        attribute("y", y);
        text.append(" text-anchor=\"")
                .append(anchor)
                .append("\">")
                .append(escaped(words))
                .append("</text>");
    }

    /// A round mark that tells its words when pointed at.
    void mark(String kind, double x, double y, double radius, String words) {
        start("circle", kind);
        attribute("cx", x);
        attribute("cy", y);
        attribute("r", radius);
        text.append("><title>").append(escaped(words)).append("</title></circle>");
    }

    /// A line through points, given as x, y, x, y …
    void course(String kind, double[] points) {
        start("path", kind);
        text.append(" d=\"");
        for (int i = 0; i < points.length; i += 2) {
            text.append(i == 0 ? 'M' : 'L')
                    .append(number(points[i]))
                    .append(' ')
                    .append(number(points[i + 1]));
        }
        text.append("\"/>");
    }

    private void start(String element, String kind) {
        text.append('<').append(element).append(" class=\"").append(kind).append('"');
    }

    private void attribute(String name, double value) {
        text.append(' ').append(name).append("=\"").append(number(value)).append('"');
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /// The drawing, closed.
    String finished() {
        return text + "</svg>";
    }
}
