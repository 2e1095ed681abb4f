using System.Collections;

namespace Unroll.Tasks.Analysing;

/// <summary>A column of texts that are made when they are asked for: those of a long series are not all in memory.</summary>
/// <param name="count">Rows.</param>
/// <param name="text">The text of a row.</param>
internal sealed class TextColumn(int count, Func<int, string> text) : IReadOnlyList<string>
{
    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public string this[int index] => text(index);

    /// <summary>A column of numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The numbers.</param>
    public static KeyValuePair<string, IReadOnlyList<string>> Of(string name, IReadOnlyList<double> values) =>
        Of(name, values.Count, row => AnalysisRun.Text(values[row]));

    /// <summary>A column of texts.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="count">Rows.</param>
    /// <param name="text">The text of a row.</param>
    public static KeyValuePair<string, IReadOnlyList<string>> Of(string name, int count, Func<int, string> text) =>
        new(name, new TextColumn(count, text));

    /// <summary>The stamps of a column of a series.</summary>
    /// <param name="column">The column.</param>
    public static KeyValuePair<string, IReadOnlyList<string>> Stamps(AnalysedColumn column) =>
        Of("timestamp", column.Values.Length, column.TimeText);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, count).Select(text).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
