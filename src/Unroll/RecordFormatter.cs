using System.Collections;
using System.Globalization;
using System.Text;

namespace Unroll;

/// <summary>The members of records as people read them, lists and numbers included: what <c>ToString</c> of a result prints.</summary>
public static class RecordFormatter
{
    /// <summary>Items of a list that are printed; of a longer one the number of the others follows.</summary>
    private const int MostItems = 6;

    /// <summary>Appends members to the text of a record, for its <c>PrintMembers</c>: <c>Mean = [1.5, 2.25], Count = 2</c>.</summary>
    /// <param name="builder">Receives the text.</param>
    /// <param name="members">Name and value of each member, in their order.</param>
    /// <returns>Whether there are any.</returns>
    public static bool AppendMembers(StringBuilder builder, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        ArgumentNullException.ThrowIfNull(builder);
        for (int i = 0; i < members.Length; i++)
        {
            builder.Append(i == 0 ? "" : ", ").Append(members[i].Name).Append(" = ").Append(Text(members[i].Value));
        }

        return members.Length > 0;
    }

    /// <summary>
    /// A value as text, in the invariant culture: numbers with six significant digits, the first six items of lists and dictionaries,
    /// the size of tables.
    /// </summary>
    /// <param name="value">The value.</param>
    public static string Text(object? value) => value switch
    {
        null => "null",
        string text => text,
        double or float => ((IFormattable)value).ToString("G6", CultureInfo.InvariantCulture),
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        KeyValuePair<string, double> pair => $"{pair.Key}: {Text(pair.Value)}",
        KeyValuePair<double, double> pair => $"{Text(pair.Key)}: {Text(pair.Value)}",
        Array { Rank: > 1 } table => string.Join(
            " × ", Enumerable.Range(0, table.Rank).Select(table.GetLength)) + " values",
        ICollection list => List(list),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string List(ICollection list)
    {
        int shown = list.Count <= MostItems ? list.Count : MostItems - 1;
        string items = string.Join(", ", list.Cast<object?>().Take(shown).Select(Text));
        return shown == list.Count ? $"[{items}]"
            : string.Create(CultureInfo.InvariantCulture, $"[{items}, … {list.Count - shown:N0} more]");
    }
}
