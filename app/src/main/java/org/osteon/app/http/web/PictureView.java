package org.osteon.app.http.web;

import java.util.List;
import java.util.Optional;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.PagePicture;
import org.osteon.report.WheelDrawing;
import org.osteon.workflow.forms.Drawing;

/// A picture on a patient's page, or beside a form.
///
/// @param drawing places on a drawing; empty for a wheel
/// @param wheel as SVG; empty for a drawing
/// @param parts what the wheel shows, in words
public record PictureView(
        String title,
        Optional<Drawing> drawing,
        String wheel,
        List<WheelDrawing.Part> parts,
        List<String> lines) {

    /// Those that can be drawn.
    public static List<PictureView> of(List<PagePicture> pictures, KnowledgeBase knowledge) {
        return pictures.stream()
                .map(one -> one.parts().isEmpty() ? marked(one, knowledge) : wheel(one))
                .filter(one -> one.drawing().isPresent() || !one.wheel().isEmpty())
                .toList();
    }

    private static PictureView marked(PagePicture picture, KnowledgeBase knowledge) {
        return new PictureView(
                picture.title(),
                Drawing.marked(knowledge, picture.drawing(), picture.marked(), picture.turned()),
                "",
                List.of(),
                picture.lines());
    }

    private static PictureView wheel(PagePicture picture) {
        List<WheelDrawing.Part> parts =
                picture.parts().stream()
                        .map(one ->
                                new WheelDrawing.Part(
                                        one.name(), one.stage(), one.before(), one.most()))
                        .toList();
        return new PictureView(
                picture.title(),
                Optional.empty(),
                WheelDrawing.svg(picture.title(), picture.middle(), parts),
                parts,
                picture.lines());
    }
}
