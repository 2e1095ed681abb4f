namespace Unroll.Tasks.Recipes;

/// <summary>
/// Everything that makes a run: the data, how they are prepared, the network and how it is trained. Usually read from a YAML file by
/// <see cref="RecipeReader"/>, which checks every field; docs/recipes.md lists them.
/// </summary>
public sealed record Recipe
{
    /// <summary>Name of the run, and of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>What is done: <c>forecast</c> or <c>classify</c>.</summary>
    public string Task { get; init; } = "forecast";

    /// <summary>Rows in a season, for the seasonal-naive forecast and the MASE; null takes the customary one of the interval.</summary>
    public int? Season { get; init; }

    /// <summary>The series.</summary>
    public required DataRecipe Data { get; init; }

    /// <summary>How the series is prepared.</summary>
    public PrepareRecipe Prepare { get; init; } = new();

    /// <summary>How much the network sees and forecasts at once; used by a forecast alone.</summary>
    public WindowRecipe Window { get; init; } = new(1);

    /// <summary>How series of unequal length become sequences of one length; used by a classification alone.</summary>
    public SequenceRecipe Sequence { get; init; } = new();

    /// <summary>Where training, validation and test lie.</summary>
    public required SplitRecipe Split { get; init; }

    /// <summary>The network's layers after its input, first to last.</summary>
    public required IReadOnlyList<LayerRecipe> Model { get; init; }

    /// <summary>How the network is trained.</summary>
    public TrainRecipe Train { get; init; } = new();

    /// <summary>Name of the file that the recipe was read from, as errors show it; empty when it was made in code.</summary>
    public string Source { get; init; } = "";

    /// <summary>Folder that relative file names in the recipe start from; empty for the current one.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The YAML text it was read from; empty when it was made in code.</summary>
    public string Text { get; init; } = "";

    /// <summary>The columns that a forecast needs of the data: the targets, the further ones, those known in advance and those with lags, each once.</summary>
    public IReadOnlyList<string> RequiredColumns =>
        [.. Data.Targets.Concat(Data.Columns).Concat(Prepare.Lags.Select(lag => lag.Column)).Concat(Data.Known).Distinct(StringComparer.Ordinal)];
}
