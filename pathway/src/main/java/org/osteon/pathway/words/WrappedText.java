package org.osteon.pathway.words;

/// Text for a terminal: lines of a readable width.
public final class WrappedText {
    private static final int WIDTH = 96;

    private final StringBuilder text = new StringBuilder();

    /// A line as it is.
    public void line(String line) {
        text.append(line).append('\n');
    }

    /// An underlined title.
    public void title(String title) {
        line(title);
        line("=".repeat(Math.min(title.length(), WIDTH)));
    }

    /// An empty line and a heading.
    public void heading(String heading) {
        line("");
        line(heading);
    }

    /// Words after a mark, further lines below the words.
    public void item(String mark, String words) {
        wrap("  " + mark + " ", " ".repeat(2 + mark.length() + 1), words);
    }

    /// Words so many columns to the right.
    public void wrapped(int indent, String words) {
        wrap(" ".repeat(indent), " ".repeat(indent), words);
    }

    private void wrap(String first, String indent, String words) {
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : words.strip().split("\\s+", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                line(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        line(line.toString());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
