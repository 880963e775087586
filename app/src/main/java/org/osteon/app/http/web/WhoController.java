package org.osteon.app.http.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osteon.workflow.forms.FormLibrary;
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
    private final FormLibrary forms;

    WhoController(Html html, Desk desk, FormLibrary forms) {
        this.html = html;
        this.desk = desk;
        this.forms = forms;
    }

    @GetMapping("/who")
    ResponseEntity<String> ask(
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        Frame frame = desk.frame(request, response, "Who are you?");
        String ours = Desk.own(back);
        return html.page((out, interceptor) ->
                JtewhoGenerated.render(out, interceptor, frame, ours, forms.roles()));
    }

    @PostMapping("/who")
    ResponseEntity<String> tell(
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.author(request, response);
        return Html.seeOther(Desk.own(back));
    }
}
