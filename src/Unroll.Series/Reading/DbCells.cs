using System.Data.Common;
using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>
/// The values of the row that a database's reader is at. The type of a column is asked for at every value, as SQLite's differ from row to
/// row.
/// </summary>
/// <param name="reader">The reader.</param>
internal sealed class DbCells(DbDataReader reader)
{
    private const double LargestExactInteger = 1L << 53;

    private static readonly double[] _powersOfTen = [.. Enumerable.Range(0, 23).Select(power =>
        double.Parse($"1e{power}", CultureInfo.InvariantCulture))];

    private readonly Type?[] _types = new Type?[reader.FieldCount];
    private readonly DbKind[] _kinds = new DbKind[reader.FieldCount];

    /// <summary>Whether values of a kind are moments.</summary>
    public static bool IsTime(DbKind kind) => kind is DbKind.DateTime or DbKind.DateTimeOffset or DbKind.Date;

    /// <summary>Whether values of a kind are texts.</summary>
    public static bool IsText(DbKind kind) => kind is DbKind.Text or DbKind.Guid;

    /// <summary>Whether values of a kind are numbers or truth values.</summary>
    public static bool IsNumber(DbKind kind) => kind is >= DbKind.Boolean and <= DbKind.Span;

    /// <summary>Whether a value is NULL.</summary>
    public bool IsNull(int column) => reader.IsDBNull(column);

    /// <summary>The kind of a column's values; before the first row as the provider declares it.</summary>
    public DbKind KindOf(int column)
    {
        Type type = reader.GetFieldType(column);
        if (!ReferenceEquals(type, _types[column]))
        {
            _types[column] = type;
            _kinds[column] = KindOf(type);
        }

        return _kinds[column];
    }

    /// <summary>The reader of the row's value, which is not NULL.</summary>
    public DbKind KindOfValue(int column) =>
        KindOf(column) is var kind && kind == DbKind.Variant ? KindOf(reader.GetValue(column).GetType()) : kind;

    /// <summary>A number, a truth value or the seconds of a span.</summary>
    /// <param name="column">The column.</param>
    /// <param name="kind">The kind by <see cref="KindOfValue"/>.</param>
    public double Number(int column, DbKind kind) => _kinds[column] == DbKind.Variant ? Number(reader.GetValue(column)) : kind switch
    {
        DbKind.Boolean => reader.GetBoolean(column) ? 1 : 0,
        DbKind.Byte => reader.GetByte(column),
        DbKind.Int16 => reader.GetInt16(column),
        DbKind.Int32 => reader.GetInt32(column),
        DbKind.Int64 => reader.GetInt64(column),
        DbKind.Single => reader.GetFloat(column),
        DbKind.Double => reader.GetDouble(column),
        DbKind.Decimal => Of(reader.GetDecimal(column)),
        DbKind.Span => reader.GetFieldValue<TimeSpan>(column).TotalSeconds,
        _ => Number(reader.GetValue(column)),
    };

    /// <summary>
    /// A moment, in UTC where it has an offset; null for infinity, which providers make the calendar's first or last moment.
    /// </summary>
    /// <param name="column">The column.</param>
    /// <param name="kind">The kind by <see cref="KindOfValue"/>.</param>
    /// <param name="isUtc">Whether it is a moment, not a local time.</param>
    public DateTime? Time(int column, DbKind kind, out bool isUtc)
    {
        DateTime time = kind switch
        {
            DbKind.DateTime => reader.GetDateTime(column),
            DbKind.DateTimeOffset => reader.GetFieldValue<DateTimeOffset>(column).UtcDateTime,
            _ => reader.GetFieldValue<DateOnly>(column) is var day && day == DateOnly.MaxValue
                ? DateTime.MaxValue : day.ToDateTime(default),
        };
        isUtc = kind == DbKind.DateTimeOffset || time.Kind != DateTimeKind.Unspecified;
        return time == DateTime.MaxValue || time == DateTime.MinValue ? null
            : DateTime.SpecifyKind(time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time, DateTimeKind.Unspecified);
    }

    /// <summary>A value as text: a number with all its digits.</summary>
    /// <param name="column">The column.</param>
    /// <param name="kind">The kind by <see cref="KindOfValue"/>.</param>
    public string Text(int column, DbKind kind) => kind switch
    {
        DbKind.Text => reader.GetFieldType(column) == typeof(string) ? reader.GetString(column) : reader.GetValue(column).ToString() ?? "",
        DbKind.Boolean => reader.GetBoolean(column) ? "true" : "false",
        DbKind.Double => Text(reader.GetDouble(column)),
        _ => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>The double that is nearest to a decimal number, as that of its text: a plain conversion may be one bit off.</summary>
    internal static double Of(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(value, bits);
        ulong digits = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        int scale = (bits[3] >> 16) & 0xFF;
        if (bits[2] != 0 || digits > LargestExactInteger || scale >= _powersOfTen.Length)
        {
            return double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        double exact = digits / _powersOfTen[scale];
        return bits[3] < 0 ? -exact : exact;
    }

    /// <summary>A whole number without an exponent, so that a count since 1970 keeps its digits.</summary>
    private static string Text(double value) => double.IsInteger(value) && Math.Abs(value) < 1e19
        ? value.ToString("F0", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(object value) => value switch
    {
        bool flag => flag ? 1 : 0,
        decimal number => Of(number),
        TimeSpan span => span.TotalSeconds,
        TimeOnly time => time.ToTimeSpan().TotalSeconds,
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };

    private static DbKind KindOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => DbKind.Boolean,
        TypeCode.Byte => DbKind.Byte,
        TypeCode.Int16 => DbKind.Int16,
        TypeCode.Int32 => DbKind.Int32,
        TypeCode.Int64 => DbKind.Int64,
        TypeCode.SByte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 => DbKind.OtherInteger,
        TypeCode.Single => DbKind.Single,
        TypeCode.Double => DbKind.Double,
        TypeCode.Decimal => DbKind.Decimal,
        TypeCode.DateTime => DbKind.DateTime,
        TypeCode.String or TypeCode.Char => DbKind.Text,
        _ when type == typeof(DateTimeOffset) => DbKind.DateTimeOffset,
        _ when type == typeof(DateOnly) => DbKind.Date,
        _ when type == typeof(TimeSpan) || type == typeof(TimeOnly) => DbKind.Span,
        _ when type == typeof(Guid) => DbKind.Guid,
        _ when type == typeof(object) => DbKind.Variant,
        _ => DbKind.None,
    };
}
