package org.osteon.pathway;

import java.util.List;

/// How a pathway lays out the page of one patient: which of its words stand where.
///
/// @param banner what stands beside the name: the therapy in a line, the day number
/// @param headline what stands in the place of the decision where nothing is decided; may be empty
/// @param decision what stands beside the decision, each a sentence
/// @param orderTitle what stands above what is to be given or done; may be empty
/// @param dose what is to be given or done, short enough for large type; may be empty
/// @param order what stands beside the dose, each a few words
/// @param themes what the facts are gathered by
/// @param tools what can be opened from the page, in the order of use
/// @param aftercare what the patient takes home in words
/// @param pictures what is shown as a picture
public record PageLayout(
        List<String> banner,
        String headline,
        List<String> decision,
        String orderTitle,
        String dose,
        List<String> order,
        List<Theme> themes,
        List<Tool> tools,
        Home aftercare,
        List<PagePicture> pictures) {

    /// Where the pathway leaves it to the page.
    public static final PageLayout NONE =
            new PageLayout(
                    List.of(),
                    "",
                    List.of(),
                    "",
                    "",
                    List.of(),
                    List.of(),
                    List.of(),
                    new Home("", "", List.of()),
                    List.of());

    /// What the patient takes home.
    ///
    /// @param title what the sheet is called
    /// @param source where its words come from; may be empty
    /// @param lines each a sentence, or a few after one or two words and a colon
    public record Home(String title, String source, List<String> lines) {
        public Home {
            lines = List.copyOf(lines);
        }

        /// Whether there is nothing to take home.
        public boolean isEmpty() {
            return lines.isEmpty();
        }
    }

    /// Facts that belong together.
    ///
    /// @param criteria ids of criteria: what they were read from
    /// @param results ids of results
    public record Theme(String id, String title, List<String> criteria, List<String> results) {}

    /// Something that can be opened.
    ///
    /// @param form the id of a form; empty where it is a page
    /// @param page the name of a page of the patient; empty where it is a form
    /// @param remark what is to be known before; may be empty
    /// @param clears ids of the criteria that it would clear
    public record Tool(
            String title, String form, String page, String remark, List<String> clears) {}
}
