using System.Text.Json.Nodes;

namespace Unroll.Series.Preparing;

/// <summary>What a <see cref="Preparation"/> is for, and which columns it is about.</summary>
public sealed record PreparationOptions
{
    /// <summary>What series are used for; they go on unless given.</summary>
    public SeriesUse Use { get; init; }

    /// <summary>The columns that go in; null for all of those that are learned from. Others are left out before the first step.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>
    /// The columns that are to be forecast. Rows behind the last one that has any of them are the future: no step puts a value there. None
    /// where something is told of whole series.
    /// </summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The columns that are known in advance of their row, before any step.</summary>
    public IReadOnlyList<string> FutureCovariates { get; init; } = [];

    /// <summary>Static columns that only tell groups apart, and are left out.</summary>
    public IReadOnlyList<string> ExcludedStatics { get; init; } = [];

    internal void Write(JsonObject json)
    {
        json["use"] = StepJson.Name(Use);
        json["columns"] = StepJson.Texts(Columns!);
        json["targets"] = StepJson.Texts(Targets);
        json["future-covariates"] = StepJson.Texts(FutureCovariates);
    }

    internal static PreparationOptions FromJson(JsonObject json) => new()
    {
        Use = json.Named<SeriesUse>("use"),
        Columns = json.TextList("columns"),
        Targets = json.TextList("targets"),
        FutureCovariates = json.TextList("future-covariates"),
    };
}
