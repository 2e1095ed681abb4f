using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Formats;
using Unroll.Layers;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Proposals;

/// <summary>
/// A candidate for the proposal of a forecast: what is done to the series, how far back the network sees, and which network.
/// </summary>
/// <param name="Draft">The recipe with everything that all candidates share.</param>
/// <param name="Cleaning">The steps that all candidates begin with: regular stamps, filled gaps.</param>
/// <param name="Transformation">The steps that make the series stationary; empty for none.</param>
/// <param name="Calendar">The calendar steps; empty for none.</param>
/// <param name="Length">Rows that the network sees.</param>
/// <param name="Units">Units of the recurrent layer; 0 for a linear model of the window.</param>
internal sealed record ForecastCandidate(
    Recipe Draft,
    IReadOnlyList<JsonObject> Cleaning,
    IReadOnlyList<JsonObject> Transformation,
    IReadOnlyList<JsonObject> Calendar,
    int Length,
    int Units)
{
    /// <summary>The weakest penalty of a linear model: it merely keeps weights finite.</summary>
    internal const double WeakPenalty = 0.001;

    private const double NaivePenalty = 100;
    private const int FewWindows = 2_000;

    // Timesteps that an epoch of a recurrent network goes through at most, so that its time does not grow with the file, and timesteps in
    // all above which the least squares of all windows at once would take too long.
    private const long StepsOfAnEpoch = 2_000_000;
    private const long StepsOfATrialEpoch = 500_000;
    private const long StepsOfLeastSquares = 50_000_000;
    private const int LargeBatch = 128;

    /// <summary>The L2 penalty of a linear model (ridge regression).</summary>
    internal double Penalty { get; init; } = WeakPenalty;

    /// <summary>
    /// Whether the network is one of residual blocks on the normalised window, for many series at once, rather than a recurrent one.
    /// </summary>
    internal bool IsResidual { get; init; }

    /// <summary>Rows of a series that a window holds at least; null for all of its length.</summary>
    internal int? MinLength { get; init; }

    /// <summary>The classical model in the place of a network; null for a network.</summary>
    internal ClassicalModel? Classical { get; init; }

    /// <summary>Whether the network is a linear model of the window.</summary>
    internal bool IsLinear => Units == 0 && Classical is null;

    /// <summary>The candidate in words.</summary>
    internal string Family => Classical is { } model ? ClassicalCandidates.NameOf(model)
        : IsLinear ? "a linear model" : $"an LSTM of {CountFormatter.Format(Units, "units")}";

    /// <summary>
    /// Whether the linear model stays near the naive forecast: all weights are held near zero, and differences, taken of what is already
    /// scaled, keep the zero that means no change.
    /// </summary>
    internal bool IsNearNaive { get; init; }

    /// <summary>All steps, in order.</summary>
    internal JsonObject[] Steps => IsNearNaive
        ? [.. Cleaning, Scaling, .. Transformation]
        : [.. Cleaning, .. Transformation, Scaling, .. Calendar];

    /// <summary>The step that scales the series, each by itself where there are many.</summary>
    internal required JsonObject Scaling { get; init; }

    /// <summary>The number of training windows that the recipe will have, which decides on the ensemble.</summary>
    internal long Windows { get; init; }

    /// <summary>The candidate as a recipe.</summary>
    /// <param name="isTrial">Whether it is to be tried quickly: with one network and few epochs.</param>
    internal Recipe ToRecipe(bool isTrial)
    {
        WindowRecipe window = Draft.Section(ForecastTask.Window) with { Length = Length, MinLength = MinLength };
        return Draft.With(ForecastTask.Window, window) with
        {
            Prepare = [.. Steps.Select(Blocks.Step)],
            Model = Classical is not null ? []
                : IsLinear ? Linear(window.Horizon) : IsResidual ? Residual(window.Horizon) : Recurrent(window.Horizon),
            Classical = Classical,
            Train = Classical is not null ? new()
                : IsLinear ? LinearTraining(isTrial) : IsResidual ? ResidualTraining(isTrial) : RecurrentTraining(isTrial),
        };
    }

    private TrainRecipe LinearTraining(bool isTrial) => Windows * Length > StepsOfLeastSquares
        ? DrawnTraining("mean-squared-error", 0.01, isTrial, networks: 1)
        : new()
        {
            Loss = Blocks.Loss("mean-squared-error"),
            Optimizer = Blocks.Optimizer("lbfgs"),
            Epochs = 60,
            EarlyStopping = new EarlyStoppingOptions { Patience = 20 },
        };

    private TrainRecipe RecurrentTraining(bool isTrial)
    {
        long most = isTrial ? StepsOfATrialEpoch : StepsOfAnEpoch;
        bool isLarge = Windows * Length > most;
        TrainRecipe train = new()
        {
            Loss = Blocks.Loss("mean-absolute-error"),
            Optimizer = Blocks.Optimizer("adam"),
            LearningRate = 0.005f,
            Epochs = isTrial ? 25 : 100,
            Clipping = Blocks.Clipping("clip-norm", 1),
            EarlyStopping = new EarlyStoppingOptions { Patience = isTrial ? 8 : 15 },
            ReduceLearningRateOnPlateau = new ReduceLearningRateOnPlateauOptions { Factor = 0.5f, Patience = isTrial ? 3 : 5 },
            Ensemble = isTrial || Windows > FewWindows ? 1 : 4,
        };
        return isLarge
            ? train with { BatchSize = LargeBatch, StepsPerEpoch = (int)Math.Max(1, most / (LargeBatch * (long)Length)) }
            : train;
    }

    private static TrainRecipe ResidualTraining(bool isTrial) =>
        DrawnTraining("mean-absolute-error", 0.001, isTrial, isTrial ? 1 : 3);

    /// <summary>Epochs of windows drawn from all series, so that their time does not depend on how many there are.</summary>
    private static TrainRecipe DrawnTraining(string loss, double learningRate, bool isTrial, int networks)
    {
        int epochs = isTrial ? 8 : 30;
        return new TrainRecipe
        {
            Loss = Blocks.Loss(loss),
            Optimizer = Blocks.Optimizer("adam"),
            Schedule = Blocks.Schedule("cosine-decay", new JsonObject { ["learning-rate"] = learningRate }),
            BatchSize = 256,
            StepsPerEpoch = 100,
            Epochs = epochs,
            Ensemble = networks,
        };
    }

    private IReadOnlyList<Block<Layer>> Residual(int horizon)
    {
        JsonObject Block() => new()
        {
            ["residual"] = new JsonArray(
                new JsonObject { ["dense"] = new JsonObject { ["units"] = Units, ["activation"] = "relu" } },
                new JsonObject { ["dropout"] = 0.1 },
                new JsonObject { ["dense"] = Units }),
        };
        return [Blocks.Layer("reversible-normalization", new JsonObject
        {
            ["affine"] = false,
            ["layers"] = new JsonArray(
                "flatten", new JsonObject { ["dense"] = Units }, Block(), Block(), Block(), new JsonObject { ["dense"] = horizon }),
        })];
    }

    /// <summary>
    /// A linear map of the window; with a calendar over several rows, a linear map of each row's is added, the same for all rows.
    /// </summary>
    private IReadOnlyList<Block<Layer>> Linear(int horizon) => Calendar.Count == 0 || horizon == 1
        ? [Blocks.Layer("flatten"), LinearMap(horizon, [])]
        :
        [
            Blocks.Layer("flatten"),
            LinearMap(horizon, new JsonObject { ["name"] = "past" }),
            LinearMap(1, new JsonObject { ["from"] = "future" }),
            Blocks.Layer("flatten", new JsonObject { ["name"] = "calendar" }),
            Blocks.Layer("add", new JsonObject { ["from"] = new JsonArray("past", "calendar") }),
        ];

    private Block<Layer> LinearMap(int units, JsonObject settings)
    {
        JsonObject map = new()
        {
            ["units"] = units,
            ["kernel-regularizer"] = new JsonObject { ["l2"] = IsNearNaive ? NaivePenalty : Penalty },
        };
        if (IsNearNaive)
        {
            map["use-bias"] = false;
        }

        return Blocks.Layer("dense", JsonFormatter.Merge(map, settings));
    }

    private IReadOnlyList<Block<Layer>> Recurrent(int horizon) => [Blocks.Layer("lstm", Units), Blocks.Layer("dense", horizon)];
}
