using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Proposals;

/// <summary>A candidate for the proposal of a classification: a family of networks, and how series are scaled.</summary>
/// <param name="Draft">The recipe with everything that all candidates share.</param>
/// <param name="Cleaning">The steps that all candidates begin with: regular stamps, filled gaps.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="IsConvolutional">
/// Whether it is a fully convolutional network (Wang, Yan and Oates 2017: kernels of 8, 5 and 3, each normalised, then averaged over time)
/// rather than a bidirectional recurrent one.
/// </param>
/// <param name="IsScaledPerSeries">Whether each series is scaled by its own numbers.</param>
internal sealed record ClassificationCandidate(
    Recipe Draft, IReadOnlyList<JsonObject> Cleaning, int Classes, bool IsConvolutional, bool IsScaledPerSeries)
{
    private static readonly (int Filters, int Kernel)[] _convolutions = [(32, 8), (64, 5), (32, 3)];

    // Steps of series that a training goes through: on two cores a minute or two of convolutions, and of a trial some seconds.
    private const long MostSteps = 12_000_000;
    private const long MostTrialSteps = 1_500_000;
    private const int FewSeries = 1_000;

    // Longer series are first read in strides, by kernels as many times as wide: their shapes are longer, too.
    private const int StepsOfAStride = 256;
    private const int LongestStride = 16;

    /// <summary>Series of the training part.</summary>
    internal required int Series { get; init; }

    /// <summary>Steps of a series.</summary>
    internal required int Length { get; init; }

    /// <summary>The classical model in the place of a network; null for a network.</summary>
    internal ClassicalModel? Classical { get; init; }

    /// <summary>Whether the series are so few that a classical model can be tried.</summary>
    internal bool IsSmall => Series < FewSeries;

    /// <summary>The family in words.</summary>
    internal string Family => Classical is { } model ? ClassicalCandidates.NameOf(model)
        : IsConvolutional ? "convolutions" : "a bidirectional GRU";

    /// <summary>All steps, in order.</summary>
    internal JsonObject[] Steps =>
    [
        .. Cleaning,
        IsScaledPerSeries
            ? Blocks.StepJson("scale", new JsonObject { ["method"] = "standard", ["per-series"] = true })
            : Blocks.StepJson("scale", "standard"),
    ];

    /// <summary>The candidate as a recipe.</summary>
    /// <param name="isTrial">Whether it is to be tried quickly: with fewer epochs.</param>
    internal Recipe ToRecipe(bool isTrial) => Classical is not null
        ? Draft with { Prepare = [.. Steps.Select(Blocks.Step)], Classical = Classical, Train = new() }
        : WithNetwork(isTrial);

    private Recipe WithNetwork(bool isTrial) => Draft with
    {
        Prepare = [.. Steps.Select(Blocks.Step)],
        Model =
        [
            .. IsConvolutional ? Convolutional() : Recurrent(),
            Blocks.Layer("dense", Classes == 2
                ? new JsonObject { ["units"] = 1, ["activation"] = "sigmoid" }
                : new JsonObject { ["units"] = Classes, ["activation"] = "softmax" }),
        ],
        Train = Draft.Train with
        {
            Optimizer = Blocks.Optimizer("adam"),
            LearningRate = IsConvolutional ? 0.001f : 0.003f,
            BatchSize = Series < FewSeries ? 16 : 64,
            Epochs = isTrial ? EpochsOf(MostTrialSteps, 15, 60) : EpochsOf(MostSteps, 30, Series < FewSeries ? 300 : 60),
            Clipping = Blocks.Clipping("clip-norm", 1),
            EarlyStopping = new EarlyStoppingOptions { Patience = isTrial ? 15 : Series < FewSeries ? 60 : 12 },
            ReduceLearningRateOnPlateau = new ReduceLearningRateOnPlateauOptions
            {
                Factor = 0.5f,
                Patience = isTrial ? 8 : Series < FewSeries ? 20 : 4,
            },
        },
    };

    private int EpochsOf(long steps, int least, int most) => (int)Math.Clamp(steps / Math.Max(1, (long)Series * Length), least, most);

    /// <summary>Batch statistics of few series settle within a few epochs only where the moving average forgets fast.</summary>
    private IEnumerable<Block<Layer>> Convolutional() =>
    [
        .. _convolutions.SelectMany((convolution, index) => Convolution(convolution.Filters, convolution.Kernel, index == 0 ? Stride : 1)),
        Blocks.Layer("global-average-pooling1d"),
    ];

    private IEnumerable<Block<Layer>> Recurrent() =>
    [
        .. Stride > 1 ? Convolution(_convolutions[0].Filters, _convolutions[0].Kernel, Stride) : [],
        Blocks.Layer("bidirectional", new JsonObject { ["gru"] = 32 }), Blocks.Layer("dropout", 0.3),
    ];

    private int Stride => Math.Clamp(Length / StepsOfAStride, 1, LongestStride);

    private static Block<Layer>[] Convolution(int filters, int kernel, int stride)
    {
        JsonObject settings = new()
        {
            ["filters"] = filters,
            ["kernel-size"] = kernel * stride,
            ["padding"] = "same",
            ["use-bias"] = false,
        };
        if (stride > 1)
        {
            settings["strides"] = stride;
        }

        return
        [
            Blocks.Layer("conv1d", settings), Blocks.Layer("batch-normalization", new JsonObject { ["momentum"] = 0.9 }),
            Blocks.Layer("activation", "relu"),
        ];
    }
}
