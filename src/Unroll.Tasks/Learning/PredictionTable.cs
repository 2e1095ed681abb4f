using System.Text.Json;

namespace Unroll.Tasks.Learning;

/// <summary>Predictions as a table, for CSV, JSON and the terminal. Rows are made as they are asked for.</summary>
/// <param name="columns">Names of the columns.</param>
/// <param name="rows">
/// The rows, as many cells as columns: texts, numbers (<see cref="double"/>, <see cref="int"/>), or null where there is nothing.
/// </param>
public sealed class PredictionTable(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
{
    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;

    /// <summary>The rows.</summary>
    public IEnumerable<IReadOnlyList<object?>> Rows { get; } = rows;

    /// <summary>Notes on these predictions for the user, a sentence each; mostly none.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Writes the predictions as a JSON document of the task's own; null for a list of rows.</summary>
    public Action<Utf8JsonWriter>? Json { get; init; }

    /// <summary>The predictions as a chart for a terminal; null for the table.</summary>
    public PredictionChart? Chart { get; init; }

    /// <summary>The same predictions with a further note.</summary>
    /// <param name="note">A sentence.</param>
    internal PredictionTable WithNote(string note) => new(Columns, Rows) { Notes = [.. Notes, note], Json = Json, Chart = Chart };
}
