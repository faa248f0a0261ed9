package dev.driftwarden.rule.load;

import java.math.BigInteger;
import java.util.Comparator;

/** Orders control numbers as people do: 9.3.8 before 9.3.10, NS-2 before NS-10. */
final class ControlOrder implements Comparator<String> {

    @Override
    public int compare(String one, String other) {
        String[] left = parts(one);
        String[] right = parts(other);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = comparePart(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        int byLength = Integer.compare(left.length, right.length);
        return byLength != 0 ? byLength : one.compareTo(other);
    }

    private static String[] parts(String text) {
        return text.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)", -1);
    }

    private static int comparePart(String one, String other) {
        boolean numbers = one.matches("\\d+") && other.matches("\\d+");
        return numbers ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
    }
}
