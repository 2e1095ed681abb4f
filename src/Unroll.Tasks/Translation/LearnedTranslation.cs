using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Translation;

/// <summary>
/// The state of a trained translation beside the weights: the preparation of both sides, and what the training part is like.
/// </summary>
internal sealed partial class LearnedTranslation : LearnedTask
{
    private readonly TrainingTraits _traits;

    internal LearnedTranslation(Recipe recipe, PairSide read, PairSide written, TrainingTraits traits) =>
        (Recipe, Read, Written, _traits) = (recipe, read, written, traits);

    internal LearnedTranslation(Recipe recipe, JsonObject state)
        : this(
            recipe, PairSide.FromJson(Need(state, "source")), PairSide.FromJson(Need(state, "target")),
            TrainingTraits.FromJson(Need(state, "training").AsObject()))
    {
    }

    /// <summary>The recipe.</summary>
    public Recipe Recipe { get; }

    /// <summary>The sources.</summary>
    public PairSide Read { get; }

    /// <summary>The targets.</summary>
    public PairSide Written { get; }

    /// <summary>The most similar source of the training part, as a baseline; null where the training part is not at hand.</summary>
    public NearestSource? Nearest { get; set; }

    /// <inheritdoc/>
    public override Shape InputShape => Shape.Sequence(Shape.AnyLength, Read.Features);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => Read.Names;

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkInput> Inputs =>
    [
        new(RecipeGraph.InputName, InputShape, InputNames) { Vocabularies = Read.Vocabularies },
        new(RecipeGraph.PreviousName, Shape.Sequence(Shape.AnyLength, Written.Features), Written.Names)
        {
            Vocabularies = Written.Vocabularies,
        },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => Read.Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputFeatures => Written.Tokenizer is { } tokenizer
        ? [EndToken, .. Written.Tokens[Written.Names[0]].Skip(1)] : Written.Names;

    /// <inheritdoc/>
    internal override IReadOnlyList<OutputHead> NumberHeads => Written.Tokenizer is null ? OutputHead.Of(Recipe, Written.Names) : [];

    /// <inheritdoc/>
    internal override IReadOnlyList<string> NumberTargets => Written.Names;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, IReadOnlyList<string>> InputTokens =>
        Read.Tokens.Concat(Written.Tokens.Where(side => !Read.Tokens.ContainsKey(side.Key))).ToDictionary();

    /// <summary>Outputs of the network at a timestep.</summary>
    private int Outputs => Written.Tokenizer?.Count ?? Written.Features;

    /// <summary>
    /// Layers of section <c>encoder-decoder</c> where the recipe has none; of all, recurrent ones return sequences and states, and the last
    /// has an output for each token.
    /// </summary>
    /// <inheritdoc/>
    public override Recipe Completed(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        IReadOnlyList<Block<Layer>> layers = recipe.Model.Count > 0 ? recipe.Model
            : TranslationNetwork.Of(
                recipe.Section(TranslationTask.Network), Read.Tokenizer is not null, Written.Tokenizer is not null);
        return recipe with
        {
            Model = [.. layers.Select((block, index) => index == layers.Count - 1
                ? Dense.Sized(block, Outputs) : LayerEntry.ReturnStates(block) ?? block)],
        };
    }

    /// <inheritdoc/>
    public override void CheckHead(Model network)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkHead.RequireOutputs(Recipe, network);
        Shape output = network.OutputShape;
        if (!output.IsSequence || output.Features != Outputs)
        {
            throw NetworkHead.Error(Recipe, 0, string.Create(
                CultureInfo.InvariantCulture,
                $"the network ends in {output}, but gives {(Written.Tokenizer is null ? "" : "a number for each of ")}"
                + $"{CountFormatter.Format(Outputs, Written.Tokenizer is null ? "numbers" : "tokens (end and unknown ones included)")} at "
                + $"each step. End it with a dense layer whose units are left open: [..., dense]."));
        }

        if (Written.Tokenizer is not null && NetworkHead.ActivationOf(network) is "softmax" or "sigmoid")
        {
            throw NetworkHead.Error(Recipe, 0, "tokens are searched by logits: leave the activation of the last layer out.");
        }

        DecoderOf(network);
    }

    /// <inheritdoc/>
    public override Loss CreateLoss(Model network)
    {
        if (Written.Tokenizer is null)
        {
            return Recipe.Train.Loss?.Create() ?? new MeanSquaredError();
        }

        if (Recipe.Train.Loss is not { } block)
        {
            return new SparseCategoricalCrossEntropy(new() { FromLogits = true });
        }

        return block.Create() is SparseCategoricalCrossEntropy loss && NetworkHead.TakesLogits(block)
            ? loss
            : throw Recipe.Error(
                "train.loss", "tokens are predicted by sparse-categorical-crossentropy: {from-logits: true}, to which label-smoothing may "
                    + "come. Use it, or leave loss out.");
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["source"] = Read.ToJson(),
        ["target"] = Written.ToJson(),
        ["training"] = _traits.ToJson(),
    };

    /// <inheritdoc/>
    public override JsonObject Facts() => new()
    {
        ["source"] = Read.Columns[0],
        ["target"] = Written.Columns[0],
        ["source_unit"] = Read.Unit,
        ["target_unit"] = Written.Unit,
        ["source_vocabulary"] = Read.Tokenizer is { } read ? read.Count - Tokenizer.First : null,
        ["target_vocabulary"] = Written.Tokenizer is { } written ? written.Count - Tokenizer.First : null,
        ["longest_source"] = _traits.LongestSource,
        ["longest_target"] = _traits.LongestTarget,
    };

    /// <inheritdoc/>
    public override PartEvaluation Evaluate(SeriesSet series, Ensemble networks, int threads) =>
        Judge("test", DataOf(series).RequireTexts(needsTargets: true), networks, threads);

    /// <inheritdoc/>
    public override PredictionTable Predict(SeriesSet series, Ensemble networks, SettingValues options, int threads)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireSearch(DecodingRecipe.PredictionSettings.FirstOrDefault(options.IsGiven) is { } given ? $"--{given.Name}" : null);
        PairData data = DataOf(series).RequireTexts(needsTargets: false);
        Translation[] translations = Translate(
            data, networks, Recipe.Section(TranslationTask.Decoding).With(options), threads);
        return new PredictionTable(
            ["id", "text", "translation", "log_probability"],
            translations.Select((translation, index) => (IReadOnlyList<object?>)
                [data.IdOf(index), translation.Source, translation.Text, translation.LogProbability]))
        {
            Notes = [.. NotesOn(data)],
        };
    }

    /// <summary>The pairs of series.</summary>
    /// <param name="series">The series as they were read.</param>
    public PairData DataOf(SeriesSet series) => new(series, Read.Columns, Written.Columns);

    /// <summary>A network as encoder and decoder.</summary>
    private EncoderDecoder DecoderOf(Model network)
    {
        try
        {
            return network is Graph graph ? new EncoderDecoder(graph, PairSamples.Edge)
                : throw new ArgumentException("a chain of layers has no decoder: let layers take what was written, from: previous.");
        }
        catch (ArgumentException exception)
        {
            throw Recipe.Error("model", exception);
        }
    }
}
