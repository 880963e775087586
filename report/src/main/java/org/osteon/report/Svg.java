package org.osteon.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An SVG drawing being written: lines, marks and words with classes of the style sheet.
public final class Svg {
    private final StringBuilder text = new StringBuilder();

    /// A drawing of that size.
    ///
    /// @param description what it shows, for those who do not see it
    public Svg(String kind, double width, double height, String description) {
        this(kind, "img", width, height, description);
    }

    private Svg(String kind, String role, double width, double height, String description) {
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"")
                .append(kind)
                .append("\" viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\" role=\"")
                .append(role)
                .append("\" aria-label=\"")
                .append(escaped(description))
                .append("\">");
    }

    /// A drawing with parts that can be walked through with the keyboard.
    static Svg withParts(String kind, double width, double height, String description) {
        return new Svg(kind, "group", width, height, description);
    }

    /// Begins a part that takes the focus and tells its words; what is drawn until [#endPart]
    /// belongs to it.
    void part(String kind, String words) {
        text.append("<g class=\"")
                .append(kind)
                .append("\" tabindex=\"0\" role=\"img\" aria-label=\"")
                .append(escaped(words))
                .append("\">");
    }

    /// Begins a part that is pointed at, and not walked to; ends with [#endPart].
    void group(String kind) {
        text.append("<g class=\"").append(kind).append("\">");
    }

    /// A shape in SVG's own words that tells its own when pointed at.
    void shape(String kind, String commands, String words) {
        start("path", kind);
        text.append(" d=\"")
                .append(commands)
                .append("\"><title>")
                .append(escaped(words))
                .append("</title></path>");
    }

    void endPart() {
        text.append("</g>");
    }

    void box(String kind, double x, double y, double width, double height) {
        start("rect", kind);
        attribute("x", x);
        attribute("y", y);
        attribute("width", Math.max(0, width));
        attribute("height", Math.max(0, height));
        text.append("/>");
    }

    /// A box that tells its words when pointed at.
    void bar(String kind, double x, double y, double width, double height, String words) {
        start("rect", kind);
        attribute("x", x);
        attribute("y", y);
        attribute("width", Math.max(0, width));
        attribute("height", Math.max(0, height));
        text.append("><title>").append(escaped(words)).append("</title></rect>");
    }

    /// A mark that points down from a height, and tells its words when pointed at.
    void arrow(String kind, double x, double y, String words) {
        start("path", kind);
        text.append(" d=\"M")
                .append(number(x - 5))
                .append(' ')
                .append(number(y))
                .append("h10l-5 9z\"><title>")
                .append(escaped(words))
                .append("</title></path>");
    }

    void dot(String kind, double x, double y, double radius) {
        start("circle", kind);
        attribute("cx", x);
        attribute("cy", y);
        attribute("r", radius);
        text.append("/>");
    }

    /// A path in SVG's own words.
    void path(String kind, String commands) {
        start("path", kind);
        text.append(" d=\"").append(commands).append("\"/>");
    }

    /// A line.
    public void line(String kind, double fromX, double fromY, double toX, double toY) {
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
    public void words(String kind, double x, double y, String anchor, String words) {
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
    public void mark(String kind, double x, double y, double radius, String words) {
        start("circle", kind);
        attribute("cx", x);
        attribute("cy", y);
        attribute("r", radius);
        text.append("><title>").append(escaped(words)).append("</title></circle>");
    }

    /// A line through points, given as x, y, x, y …
    public void course(String kind, double[] points) {
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

    static String number(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /// The drawing, closed.
    public String finished() {
        return text + "</svg>";
    }
}
