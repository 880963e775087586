package org.osteon.report;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.FloatSize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// A figure as a file of its own: the drawing of the page with its colours for paper, its title and
/// the words it was made by.
public final class FigureFile {
    private static final String FONTS = "Liberation Sans, DejaVu Sans, Arial, sans-serif";
    private static final double LINE = 15;
    private static final int PIXELS_PER_UNIT = 2;
    private static final Pattern VIEW = Pattern.compile("viewBox=\"0 0 ([0-9.]+) ([0-9.]+)\"");

    private static final Pattern CLASS = Pattern.compile(" class=\"([a-z-]+)(?: series-(\\d))?\"");

    /// After Okabe and Ito, dark enough for paper; told apart by people who see colours
    /// differently.
    private static final List<String> COLOURS =
            List.of("#0072B2", "#C04A00", "#00785A", "#9C4A7E", "#8A6200", "#3B6FA0");

    private static final List<String> DASHES =
            List.of("none", "7 3", "2 3", "9 3 2 3", "4 2", "1 2");

    private FigureFile() {}

    /// A drawing as an SVG file.
    ///
    /// @param drawing an SVG of this package
    /// @param title stands above it
    /// @param made data freeze, method and version, below it in lines
    public static String svg(String drawing, String title, List<String> made) {
        Matcher view = VIEW.matcher(drawing);
        if (!view.find()) {
            throw new IllegalArgumentException("not a drawing");
        }
        double width = Double.parseDouble(view.group(1));
        double height = Double.parseDouble(view.group(2));
        double whole = height + 24 + made.size() * LINE + 8;
        StringBuilder text = new StringBuilder();
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(Svg.number(width))
                .append("\" height=\"")
                .append(Svg.number(whole))
                .append("\" viewBox=\"0 0 ")
                .append(Svg.number(width))
                .append(' ')
                .append(Svg.number(whole))
                .append("\">\n<title>")
                .append(Svg.escaped(title))
                .append("</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n")
                .append("<g font-size=\"12\" font-family=\"")
                .append(FONTS)
                .append("\">\n")
                .append(
                        "<text font-size=\"14\" font-weight=\"700\" fill=\"#111\" x=\"8\""
                                + " y=\"18\">")
                .append(Svg.escaped(title))
                .append("</text>\n<g transform=\"translate(0 24)\">")
                .append(inside(drawing))
                .append("</g>\n");
        for (int i = 0; i < made.size(); i++) {
            text.append("<text fill=\"#333\" x=\"8\" y=\"")
                    .append(Svg.number(height + 24 + 8 + i * LINE))
                    .append("\">")
                    .append(Svg.escaped(made.get(i)))
                    .append("</text>\n");
        }
        return text.append("</g>\n</svg>\n").toString();
    }

    /// What stands between the tags of a drawing, without the parts that only a screen shows, and
    /// with attributes in the place of the style sheet's classes: not every reader of SVG knows
    /// style sheets.
    private static String inside(String drawing) {
        String inner =
                drawing.substring(drawing.indexOf('>') + 1, drawing.lastIndexOf("</svg>"))
                        .replaceAll("<g class=\"probe\".*?</g>", "");
        return CLASS.matcher(inner)
                .replaceAll(found -> {
                    int series = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
                    return attributes(found.group(1), COLOURS.get(series), DASHES.get(series));
                });
    }

    private static String attributes(String kind, String colour, String dash) {
        return switch (kind) {
            case "grid" -> " stroke=\"#ddd\"";
            case "axis" -> " stroke=\"#333\"";
            case "limits" -> " stroke=\"#111\" stroke-width=\"2\"";
            case "curve", "trajectory" ->
                    " fill=\"none\" stroke-width=\"2.2\" stroke=\""
                            + colour
                            + "\" stroke-dasharray=\""
                            + dash
                            + "\"";
            case "censored" -> " fill=\"none\" stroke-width=\"1.2\" stroke=\"" + colour + "\"";
            case "whisker" -> " stroke-width=\"1.4\" stroke=\"" + colour + "\"";
            case "band" -> " fill-opacity=\"0.14\" fill=\"" + colour + "\"";
            case "bar" -> " fill-opacity=\"0.4\" fill=\"" + colour + "\"";
            case "spot" -> " fill=\"" + colour + "\"";
            case "rest" -> " fill=\"#eee\"";
            case "lane" -> " fill=\"#111\" font-weight=\"600\"";
            default -> " fill=\"#333\"";
        };
    }

    /// An SVG file of this class as PNG, two pixels to a unit.
    ///
    /// @throws IllegalStateException where this machine has no fonts to draw words with
    public static byte[] png(String svg) {
        @Nullable SVGDocument document =
                new SVGLoader()
                        .load(
                                new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)),
                                null,
                                LoaderContext.createDefault());
        if (document == null) {
            throw new IllegalArgumentException("not an SVG file");
        }
        FloatSize size = document.size();
        BufferedImage image =
                new BufferedImage(
                        (int) Math.ceil(size.width * PIXELS_PER_UNIT),
                        (int) Math.ceil(size.height * PIXELS_PER_UNIT),
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
            document.render(null, graphics);
        } finally {
            graphics.dispose();
        }
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
