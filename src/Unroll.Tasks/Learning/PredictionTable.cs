using System.Text.Json;

namespace Unroll.Tasks.Learning;

/// <summary>Predictions as a table: what is written as CSV and JSON, and shown on the terminal. Rows are made as they are asked for.</summary>
/// <param name="columns">Names of the columns.</param>
/// <param name="rows">The rows, as many cells as columns: texts, numbers (<see cref="double"/>, <see cref="int"/>), or null where there is nothing.</param>
public sealed class PredictionTable(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
{
    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;

    /// <summary>The rows.</summary>
    public IEnumerable<IReadOnlyList<object?>> Rows { get; } = rows;

    /// <summary>What a user should know of these predictions, a sentence each; mostly nothing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Writes the predictions as a JSON document of the task's own; null for a list of rows.</summary>
    public Action<Utf8JsonWriter>? Json { get; init; }

    /// <summary>Draws the predictions for a terminal that is so many characters wide; null for the table.</summary>
    public PredictionChart? Chart { get; init; }
}
