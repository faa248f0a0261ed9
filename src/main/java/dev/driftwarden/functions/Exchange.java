package dev.driftwarden.functions;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Turns the host's request into the bot's, and the bot's answer into the host's. */
final class Exchange {
    private Exchange() {}

    static HttpResponseMessage answer(
            HttpRequestMessage<Optional<String>> request, Function<WebRequest, WebResponse> bot) {
        return encode(request, bot.apply(decode(request)));
    }

    private static WebRequest decode(HttpRequestMessage<Optional<String>> request) {
        String path = request.getUri().getPath();
        return new WebRequest(
                request.getHttpMethod().name(),
                path == null || path.isEmpty() ? "/" : path,
                Query.parse(request.getUri().getRawQuery()),
                lowerCaseNames(request.getHeaders()),
                request.getBody().orElse(""));
    }

    private static Map<String, String> lowerCaseNames(Map<String, String> headers) {
        Map<String, String> lowered = new HashMap<>();
        headers.forEach((name, value) -> lowered.put(name.toLowerCase(Locale.ROOT), value == null ? "" : value));
        return lowered;
    }

    private static HttpResponseMessage encode(HttpRequestMessage<Optional<String>> request, WebResponse response) {
        HttpResponseMessage.Builder builder = request.createResponseBuilder(HttpStatusType.custom(response.status()));
        response.headers().forEach(builder::header);
        return builder.body(response.body()).build();
    }
}
