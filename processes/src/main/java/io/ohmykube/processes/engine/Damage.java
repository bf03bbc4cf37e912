package io.ohmykube.processes.engine;

import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** Tells a database file whose content is damaged from one that cannot be used now, for example on a full disk. */
final class Damage {
    /** A file that is not whole, or is not a database of ours. */
    private static final Set<Integer> SQL = Set.of(
            ErrorCode.FILE_CORRUPTED_1,
            ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1,
            ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2,
            ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1,
            ErrorCode.COLUMN_NOT_FOUND_1,
            ErrorCode.SCHEMA_NOT_FOUND_1,
            ErrorCode.DATA_CONVERSION_ERROR_1,
            ErrorCode.WRONG_USER_OR_PASSWORD);

    private static final Set<Integer> STORE = Set.of(
            DataUtils.ERROR_FILE_CORRUPT,
            DataUtils.ERROR_CHUNK_NOT_FOUND,
            DataUtils.ERROR_BLOCK_NOT_FOUND,
            DataUtils.ERROR_SERIALIZATION);

    private Damage() {}

    static boolean isIn(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (isDamage(t)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDamage(Throwable failure) {
        if (failure instanceof SQLException sql) {
            return SQL.contains(sql.getErrorCode()) || isUnexpectedContent(sql);
        }
        if (failure instanceof MVStoreException store) {
            return STORE.contains(store.getErrorCode());
        }
        return failure instanceof UnreadableDefinitionException || failure instanceof EOFException;
    }

    /** H2 reports what it did not expect to read as a general error around the exception that it ran into. */
    private static boolean isUnexpectedContent(SQLException failure) {
        return failure.getErrorCode() == ErrorCode.GENERAL_ERROR_1
                && failure.getCause() instanceof RuntimeException cause
                && !(cause.getCause() instanceof IOException);
    }
}
