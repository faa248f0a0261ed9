package dev.driftwarden.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.ApprovalDesk;
import dev.driftwarden.engine.Desk;
import dev.driftwarden.engine.Person;
import dev.driftwarden.notify.channel.SlackSignature;
import dev.driftwarden.outbound.Secret;
import dev.driftwarden.policy.Outreach.KnownPerson;
import dev.driftwarden.site.Form;
import dev.driftwarden.site.Shown;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what Slack posts when somebody presses a button. Slack's signature stands for the sign-in; who pressed counts only if the
 * policy file says which person of the directory that is, and then by the same rules as in the console.
 */
public final class SlackButtons {
    /** Where Slack has to post: the app's "Request URL". */
    public static final String PATH = "/api/v1/slack/interactions";

    private static final Logger LOG = LoggerFactory.getLogger(SlackButtons.class);
    private static final int LONGEST_BODY = 64_000;

    private final Desk desk;
    private final ApprovalDesk approvals;
    private final Secret key;

    /** @param key the signing secret of the Slack app */
    public SlackButtons(Desk desk, Secret key) {
        this.desk = desk;
        this.approvals = new ApprovalDesk(desk);
        this.key = key;
    }

    /** A press of a button, as Slack tells it. */
    private record Press(String user, String action, String planId, String planHash, String replyTo) {}

    WebResponse handle(WebRequest request) {
        if (!request.method().equals("POST")) {
            return new WebResponse(405, Map.of("Allow", "POST"), "");
        }
        if (request.body().length() > LONGEST_BODY || !signed(request)) {
            LOG.warn("press of a button without Slack's signature");
            return status(401);
        }
        press(request).ifPresent(this::decide);
        return status(200);
    }

    private boolean signed(WebRequest request) {
        return SlackSignature.fits(
                key,
                request.header("x-slack-request-timestamp").orElse(""),
                request.header("x-slack-signature").orElse(""),
                request.body(),
                desk.clock().instant());
    }

    /** Empty for what is no answer to a question: a link button, another kind of interaction. */
    private static Optional<Press> press(WebRequest request) {
        String payload = Form.of(request).map(form -> form.field("payload")).orElse("");
        try {
            JsonNode tree = new ObjectMapper().readTree(payload);
            JsonNode action = tree.path("actions").path(0);
            String[] value = action.path("value").asText().split(" ", -1);
            String name = action.path("action_id").asText();
            boolean decision = name.equals("approve") || name.equals("reject");
            return decision && value.length == 2
                    ? Optional.of(new Press(
                            tree.path("user").path("id").asText(),
                            name,
                            value[0],
                            value[1],
                            tree.path("response_url").asText()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private void decide(Press press) {
        KnownPerson known = desk.policy().get().outreach().slackPeople().get(press.user());
        String said = known == null ? unknown(press) : said(press, known);
        if (!press.replyTo().isEmpty()) {
            desk.outward().reply(press.replyTo(), said);
        }
    }

    private String unknown(Press press) {
        String user = Shown.text(press.user(), 40);
        desk.audit().append("refused", "slack:" + user, "slack", Map.of("reason", "no known person"));
        return "Nothing was done: the policy file does not say who Slack user " + user
                + " is (key 'people'). Decide in the console.";
    }

    private String said(Press press, KnownPerson known) {
        Person person = new Person(known.objectId(), known.name() + " in Slack", known.roles());
        boolean approve = press.action().equals("approve");
        String reason = approve ? "" : "Rejected with the button in Slack.";
        Answer answer = approvals.answer(press.planId(), press.planHash(), approve, person, reason);
        return answer.match(Answer.Done::text, refused -> "Nothing was done: " + refused.text());
    }

    private static WebResponse status(int status) {
        return new WebResponse(status, Map.of("Content-Type", "text/plain"), "");
    }
}
