using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Tasks.Classical;

/// <summary>The prepared columns beside its target that a model of time takes.</summary>
/// <param name="Regressors">Columns that are known of the rows to forecast, too.</param>
/// <param name="Related">Columns that are known up to the last row alone: other targets and past covariates.</param>
internal sealed record SeriesInputs(IReadOnlyList<string> Regressors, IReadOnlyList<string> Related)
{
    /// <summary>The rows that a series has for each of its columns at least, and as many more: of fewer, chance is learned.</summary>
    private const int RowsOfColumn = 5;

    /// <summary>No columns.</summary>
    public static SeriesInputs None { get; } = new([], []);

    /// <summary>All columns.</summary>
    public IEnumerable<string> All => Regressors.Concat(Related);

    /// <summary>The number of columns.</summary>
    public int Count => Regressors.Count + Related.Count;

    /// <summary>Takes up what was saved; none where nothing was.</summary>
    /// <param name="json">The JSON with the columns.</param>
    public static SeriesInputs FromJson(JsonObject json) => new(NamesOf(json["regressors"]), NamesOf(json["related"]));

    /// <summary>Adds the columns, where there are some, to what is saved.</summary>
    /// <param name="json">What is saved.</param>
    public void AddTo(JsonObject json)
    {
        Add("regressors", Regressors);
        Add("related", Related);

        void Add(string key, IReadOnlyList<string> names)
        {
            if (names.Count > 0)
            {
                json[key] = new JsonArray([.. names.Select(name => (JsonNode)name)]);
            }
        }
    }

    /// <summary>The columns with a value in rows, where these are enough to estimate the coefficients of all; never the target.</summary>
    /// <param name="frame">The columns of a series.</param>
    /// <param name="target">The target.</param>
    /// <param name="rows">How many rows from the beginning on are known.</param>
    public SeriesInputs Usable(Frame frame, string target, int rows)
    {
        bool IsKnown(string name) => name != target && KnownHistory.FirstKnown(frame, name, rows) >= 0;
        SeriesInputs known = new([.. Regressors.Where(IsKnown)], [.. Related.Where(IsKnown)]);
        return known.Count > 0
            && KnownHistory.Of(frame, target, rows, 1, known).Values.Length >= RowsOfColumn * (known.Count + 1) ? known : None;
    }

    private static string[] NamesOf(JsonNode? json) =>
        json is null ? [] : [.. json.AsArray().Select(name => name!.GetValue<string>())];
}
