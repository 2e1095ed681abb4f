using System.Data;
using System.Globalization;
using Npgsql;

namespace Unroll.Series.Reading;

/// <summary>How the values of a column of a query are read.</summary>
internal enum PostgresKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Whole numbers of two bytes.</summary>
    Int16,

    /// <summary>Whole numbers of four bytes.</summary>
    Int32,

    /// <summary>Whole numbers of eight bytes.</summary>
    Int64,

    /// <summary>Single precision.</summary>
    Single,

    /// <summary>Double precision.</summary>
    Double,

    /// <summary>Decimal numbers of any length.</summary>
    Numeric,

    /// <summary>Truth values.</summary>
    Boolean,

    /// <summary>Days.</summary>
    Date,

    /// <summary>Moments, with a time zone (UTC) or without.</summary>
    Timestamp,

    /// <summary>Texts.</summary>
    Text,

    /// <summary>Texts of a type that the database has of its own.</summary>
    Enumeration,

    /// <summary>Identifiers of 16 bytes.</summary>
    Uuid,
}

/// <summary>A column of a query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How it is read.</param>
/// <param name="TypeName">What PostgreSQL calls its type.</param>
internal sealed record PostgresColumn(string Name, PostgresKind Kind, string TypeName)
{
    /// <summary>Whether it holds moments.</summary>
    public bool IsTime => Kind is PostgresKind.Date or PostgresKind.Timestamp;

    /// <summary>Whether it holds texts.</summary>
    public bool IsText => Kind is PostgresKind.Text or PostgresKind.Enumeration or PostgresKind.Uuid;

    /// <summary>Whether it holds whole numbers.</summary>
    public bool IsInteger => Kind is PostgresKind.Int16 or PostgresKind.Int32 or PostgresKind.Int64;

    /// <summary>The columns that a query gives, as its description says.</summary>
    /// <param name="connection">The connection, with a transaction.</param>
    /// <param name="query">The query, which is not run.</param>
    public static PostgresColumn[] Of(NpgsqlConnection connection, string query)
    {
        // A batch takes one statement only, so that nothing can end the read-only transaction and go on; and what is a whole statement by itself
        // cannot close the bracket that COPY puts around it.
        (string Name, uint Type, string TypeName)[] fields;
        using (NpgsqlBatch batch = new(connection))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(query));
            using NpgsqlDataReader description = batch.ExecuteReader(CommandBehavior.SchemaOnly);
            fields = [.. Enumerable.Range(0, description.FieldCount).Select(i => (description.GetName(i), description.GetDataTypeOID(i), description.GetDataTypeName(i)))];
        }

        uint[] others = [.. fields.Select(field => field.Type).Where(type => KindOf(type) == PostgresKind.None).Distinct()];
        Dictionary<uint, (bool IsText, string Name)> found = others.Length > 0 ? Find(connection, others) : [];
        return
        [
            .. fields.Select(field => found.TryGetValue(field.Type, out (bool IsText, string Name) type)
                ? new PostgresColumn(field.Name, type.IsText ? PostgresKind.Enumeration : PostgresKind.None, type.Name)
                : new PostgresColumn(field.Name, KindOf(field.Type), field.TypeName)),
        ];
    }

    /// <summary>The kind of a type, by the number that it has in every database (pg_type.dat of PostgreSQL).</summary>
    private static PostgresKind KindOf(uint type) => type switch
    {
        16 => PostgresKind.Boolean,
        20 => PostgresKind.Int64,
        21 => PostgresKind.Int16,
        23 => PostgresKind.Int32,
        700 => PostgresKind.Single,
        701 => PostgresKind.Double,
        1700 => PostgresKind.Numeric,
        1082 => PostgresKind.Date,
        1114 or 1184 => PostgresKind.Timestamp,
        19 or 25 or 1042 or 1043 => PostgresKind.Text,
        2950 => PostgresKind.Uuid,
        _ => PostgresKind.None,
    };

    /// <summary>Types that a database has of its own: whether they are enumerations or other texts, and their names.</summary>
    private static Dictionary<uint, (bool IsText, string Name)> Find(NpgsqlConnection connection, uint[] types)
    {
        string numbers = string.Join(", ", types.Select(type => type.ToString(CultureInfo.InvariantCulture)));
        using NpgsqlCommand command = new($"SELECT oid, typtype = 'e' OR typname = 'citext', format_type(oid, NULL) FROM pg_catalog.pg_type WHERE oid IN ({numbers})", connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        Dictionary<uint, (bool IsText, string Name)> found = [];
        while (reader.Read())
        {
            found.Add(reader.GetFieldValue<uint>(0), (reader.GetBoolean(1), reader.GetString(2)));
        }

        return found;
    }
}
