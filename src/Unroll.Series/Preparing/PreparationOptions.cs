using System.Text.Json.Nodes;

namespace Unroll.Series.Preparing;

/// <summary>The use, targets and input columns of a <see cref="Preparation"/>.</summary>
public sealed record PreparationOptions
{
    /// <summary>The use of series; <see cref="SeriesUse.Continued"/> unless given.</summary>
    public SeriesUse Use { get; init; }

    /// <summary>The input columns; null for all columns of the training series. Others are dropped before the first step.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>
    /// The columns to forecast. Rows behind the last one that has any of them are the future, and are never imputed. None for tasks on
    /// whole series.
    /// </summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The future covariates, before any step.</summary>
    public IReadOnlyList<string> FutureCovariates { get; init; } = [];

    /// <summary>Static columns that only identify groups, and are dropped.</summary>
    public IReadOnlyList<string> ExcludedStaticCovariates { get; init; } = [];

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
