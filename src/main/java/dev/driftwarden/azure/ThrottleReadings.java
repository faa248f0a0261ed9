package dev.driftwarden.azure;

import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The last {@code x-ms-ratelimit-remaining-*} and {@code x-ms-user-quota-remaining} that Azure sent: how close the bot is to being throttled. */
public final class ThrottleReadings {
    private static final String PREFIX = "x-ms-ratelimit-remaining-";
    private static final String QUOTA = "x-ms-user-quota-remaining";
    private static final int MOST = 32;

    private final Map<String, Integer> remaining = new ConcurrentHashMap<>();

    /**
     * By the header's name behind {@code x-ms-ratelimit-remaining-}, for instance {@code subscription-reads}; of Resource Graph
     * {@code user-quota}.
     */
    public Map<String, Integer> remaining() {
        return new TreeMap<>(remaining);
    }

    void record(HttpHeaders headers) {
        for (HttpHeader header : headers) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            boolean known = name.startsWith(PREFIX) || name.equals(QUOTA);
            boolean fits = known && header.getValue().matches("\\d{1,9}");
            String key = name.equals(QUOTA) ? "user-quota" : fits ? name.substring(PREFIX.length()) : "";
            if (fits && (remaining.size() < MOST || remaining.containsKey(key))) {
                remaining.put(key, Integer.valueOf(header.getValue()));
            }
        }
    }
}
