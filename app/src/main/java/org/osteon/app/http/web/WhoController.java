package org.osteon.app.http.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Asks for a name, once.
@RestController
final class WhoController {
    private final Html html;
    private final Desk desk;

    WhoController(Html html, Desk desk) {
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/who")
    ResponseEntity<String> ask(
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        Frame frame = desk.frame(request, response, "Who are you?");
        String ours = own(back);
        return html.page(
                (out, interceptor) -> JtewhoGenerated.render(out, interceptor, frame, ours));
    }

    @PostMapping("/who")
    ResponseEntity<String> tell(
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.author(request, response);
        return Html.seeOther(own(back));
    }

    /// Back to one of our pages, never to another site.
    static String own(String path) {
        boolean safe =
                path.startsWith("/")
                        && !path.startsWith("//")
                        && !path.contains("\\")
                        && path.chars().noneMatch(Character::isISOControl);
        return safe ? path : "/";
    }
}
