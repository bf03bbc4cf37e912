package io.ohmykube.cli.crash;

import java.util.List;

/**
 * One kill that is wanted, or that was done.
 *
 * @param command in which command of the step, counted from 1; 0 where the time decides or nothing does
 * @param name the command's name, for people; empty where there is none
 * @param millis how long after the step's or the command's begin
 */
record Kill(StepKey key, Point point, int command, String name, long millis) {
    private static final int FIELDS = 6;

    static Kill at(StepKey key, Point point) {
        return new Kill(key, point, 0, "", 0);
    }

    /** In the middle of the step's n-th command. */
    static Kill inCommand(StepKey key, int number, String name, long millis) {
        return new Kill(key, Point.DURING, number, name, millis);
    }

    /** So long after the step began. */
    static Kill inTime(StepKey key, long millis) {
        return new Kill(key, Point.DURING, 0, "", millis);
    }

    boolean sameAs(StepKey otherKey, Point otherPoint) {
        return key.equals(otherKey) && point == otherPoint;
    }

    String line() {
        return String.join(
                "\t",
                List.of(
                        key.step(),
                        key.subject(),
                        point.name(),
                        Integer.toString(command),
                        name,
                        Long.toString(millis)));
    }

    static Kill parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("not a kill: " + line);
        }
        return new Kill(
                new StepKey(fields[0], fields[1]),
                Point.valueOf(fields[2]),
                Integer.parseInt(fields[3]),
                fields[4],
                Long.parseLong(fields[5]));
    }
}
