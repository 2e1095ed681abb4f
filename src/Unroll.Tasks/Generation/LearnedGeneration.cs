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

namespace Unroll.Tasks.Generation;

/// <summary>The state of a trained text generator beside the weights: its vocabulary, and the Markov chains it is compared with.</summary>
internal sealed partial class LearnedGeneration : LearnedTask
{
    private const int MostPrompt = 100_000;
    private const int LeadLength = 200;
    private const string LineEnd = "\n";

    private readonly Recipe _recipe;
    private readonly Preparation _preparation;
    private readonly MarkovChain _chain;
    private readonly bool _knowsUnknown;

    /// <summary>
    /// The end of the training part up to a line's end: what networks read before a prompt, since from a state of zeros, which training
    /// hardly sees, the first tokens would be noise.
    /// </summary>
    private readonly int[] _lead;

    internal LearnedGeneration(Recipe recipe, Preparation preparation, bool isList, TextPart training)
    {
        (_recipe, _preparation, IsList) = (recipe, preparation, isList);
        Tokenizer = TokenizerOf(recipe, preparation);
        _knowsUnknown = training.UnknownTokens > 0;
        _chain = MarkovChain.Fit(training.Codes, Tokenizer.Count - Tokenizer.Unknown);
        int end = Array.LastIndexOf(training.Codes, LineEndCode) is >= LeadLength and var last ? last + 1 : training.Codes.Length;
        _lead = training.Codes[Math.Max(0, end - LeadLength)..end];
    }

    internal LearnedGeneration(Recipe recipe, JsonObject state)
    {
        _recipe = recipe;
        _preparation = Preparation.FromJson(Need(state, "preparation").AsObject());
        Tokenizer = TokenizerOf(recipe, _preparation);
        IsList = Need(state, "list").GetValue<bool>();
        _knowsUnknown = Need(state, "knows-unknown").GetValue<bool>();
        _chain = MarkovChain.FromText(Need(state, "markov").GetValue<string>());
        _lead = [.. Need(state, "lead").AsArray().Select(code => code!.GetValue<int>())];
        if (_lead.Length == 0 || Array.Exists(_lead, code => code < 0 || code >= Tokenizer.Count))
        {
            throw new InputException("The tokens that were saved of the run are not in its vocabulary: it is damaged. Train it again.");
        }
    }

    /// <summary>The tokens and their codes.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>Whether the text is a list of lines, each by itself.</summary>
    public bool IsList { get; }

    /// <inheritdoc/>
    public override Shape InputShape => Shape.Sequence(Stream.Length, 1);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => _preparation.ColumnNames;

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkInput> Inputs =>
    [
        new(RecipeGraph.InputName, InputShape, InputNames)
        {
            Vocabularies = InputNames.ToDictionary(name => name, _ => Tokenizer.Count),
        },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => _preparation.Options.Columns ?? [];

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> DefaultNetwork =>
    [
        new Embedding(Tokenizer.Count, Math.Min(64, Tokenizer.Count)), new Lstm(128, new() { ReturnSequences = true, Stateful = true }),
        new Dense(Tokenizer.Count),
    ];

    /// <summary>Tokens that are read before those that are scored, so that the state is as in the middle of a text.</summary>
    private int WarmUp => Math.Max(100, Stream.Length);

    private int LineEndCode => Tokenizer.CodeOf(LineEnd) is var code && code == Tokenizer.Unknown ? Tokenizer.Padding : code;

    private StreamRecipe Stream => _recipe.Section(GenerationTask.Stream);

    /// <summary>
    /// Recurrent layers return sequences and carry their states from batch to batch; the last layer has an output for each token.
    /// </summary>
    /// <inheritdoc/>
    public override Recipe Completed(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        int last = recipe.Model.Count - 1;
        return recipe with
        {
            Model = [.. recipe.Model.Select((block, index) =>
                LayerEntry.CarryState(LayerEntry.ReturnSequences(index == last ? Dense.Sized(block, Tokenizer.Count) : block)))],
        };
    }

    /// <inheritdoc/>
    public override void CheckHead(Model network)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkHead.RequireOutputs(_recipe, network);
        Shape output = network.OutputShape;
        if (!output.IsSequence || output.Features != Tokenizer.Count)
        {
            throw NetworkHead.Error(_recipe, 0, string.Create(
                CultureInfo.InvariantCulture,
                $"the network ends in {output}, but gives a number for each of {CountFormatter.Format(Tokenizer.Count, "tokens")} at each "
                + $"step (padding and unknown ones included). End it with a dense layer whose units are left open: model: "
                + $"[{{embedding: {{output-dim: 32}}}}, {{lstm: 128}}, dense]."));
        }

        try
        {
            using Predictor predictor = new(network);
            predictor.CreateStream();
        }
        catch (NotSupportedException exception)
        {
            throw _recipe.Error(
                "model", $"text is generated from left to right, one token after the other. {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public override Loss CreateLoss(Model network)
    {
        ArgumentNullException.ThrowIfNull(network);
        bool isSoftmax = NetworkHead.ActivationOf(network) == "softmax";
        if (_recipe.Train.Loss is not { } block)
        {
            return new SparseCategoricalCrossEntropy(new() { FromLogits = !isSoftmax });
        }

        return block.Create() is SparseCategoricalCrossEntropy loss && NetworkHead.TakesLogits(block) != isSoftmax
            ? loss
            : throw _recipe.Error("train.loss", isSoftmax
                ? "tokens are predicted by sparse-categorical-crossentropy, after softmax without from-logits. Leave loss out."
                : "tokens are predicted by sparse-categorical-crossentropy: {from-logits: true}, since the last layer has no softmax. "
                    + "Leave loss out.");
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["preparation"] = _preparation.ToJson(),
        ["list"] = IsList,
        ["knows-unknown"] = _knowsUnknown,
        ["markov"] = _chain.ToText(),
        ["lead"] = new JsonArray([.. _lead.Select(code => (JsonNode)code)]),
    };

    /// <inheritdoc/>
    public override JsonObject Facts() => new()
    {
        ["unit"] = Tokenizer.Unit switch { TokenUnit.Character => "character", TokenUnit.Subword => "subword", _ => "word" },
        ["vocabulary"] = Tokenizer.Count - Tokenizer.First,
        ["stream_length"] = Stream.Length,
    };

    /// <inheritdoc/>
    public override PartEvaluation Evaluate(SeriesSet series, Ensemble networks, int threads) =>
        Judge("test", TextPart.Of(TextDivision.TextOf(_recipe, series), Tokenizer, null), networks, threads);

    /// <summary>Evaluates networks on a part.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="text">The part.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="sample">A generated text; null for none.</param>
    /// <param name="lines">What generated lines are like; null where the text is no list.</param>
    public TextEvaluation Judge(
        string part, TextPart text, Ensemble networks, int threads, string? sample = null, LineStatistics? lines = null) =>
        text.Scored < 1
            ? throw new InputException(
                $"The {part} part has {CountFormatter.Format(text.Codes.Length, TextEvaluation.NameOf(Tokenizer.Unit))}: give a longer "
                + "text.")
            : TextEvaluation.Of(part, text, TextScoring.Score(text, networks, WarmUp, threads), Tokenizer, _chain, sample, lines);

    /// <summary>Continues each text: a prompt a series.</summary>
    /// <inheritdoc/>
    public override PredictionTable Predict(SeriesSet series, Ensemble networks, SettingValues options, int threads)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new PredictionTable(
            ["id", "prompt", "text"],
            Continue(series, GenerationOptions.Of(options), networks, threads).Select(
                text => (IReadOnlyList<object?>)[text.Id, text.Prompt, text.Text]))
        {
            Notes = NotesOn(TextDivision.TextsOf(_recipe, series)),
        };
    }

    /// <summary>Notes on prompts that are read as something else than they are: with words that are not known.</summary>
    /// <param name="prompts">The prompts.</param>
    public IReadOnlyList<string> NotesOn(IReadOnlyList<string> prompts)
    {
        string[] tokens = [.. prompts.SelectMany(prompt => Tokenizer.Tokens(prompt.ReplaceLineEndings(LineEnd)))];
        string[] unknown = [.. tokens.Where(token => Tokenizer.CodeOf(token) == Tokenizer.Unknown)];
        return unknown.Length == 0 ? [] : [
            $"Not in the vocabulary of the training part, and read as the unknown token: {unknown.Length} of "
            + $"{CountFormatter.Format(tokens.Length, TextEvaluation.NameOf(Tokenizer.Unit))} of the prompt, such as '{unknown[0]}'."];
    }

    /// <summary>Continues each text.</summary>
    /// <param name="series">The prompts, a series each.</param>
    /// <param name="options">Length, sampling and end.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A prompt has a token that the vocabulary does not have, or is too long.</exception>
    public IReadOnlyList<TextPrediction> Continue(SeriesSet series, GenerationOptions options, Ensemble networks, int threads)
    {
        string[] prompts = TextDivision.TextsOf(_recipe, series);
        Array.ForEach(prompts, prompt => Beginning(prompt));
        return [.. prompts.Select((prompt, index) => new TextPrediction(
            series[index].Id, prompt, string.Concat(Generate(prompt, options, networks, threads))))];
    }

    /// <summary>Generates a text.</summary>
    /// <param name="prompt">The text to continue; empty to begin.</param>
    /// <param name="options">Length, sampling and end.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="stop">Stops it before the next piece.</param>
    /// <returns>What follows the prompt, piece by piece.</returns>
    /// <exception cref="InputException">The prompt has a token that the vocabulary does not have, or is too long.</exception>
    public IEnumerable<string> Generate(
        string prompt, GenerationOptions options, Ensemble networks, int threads, CancellationToken stop = default) =>
        GenerateTexts([prompt], options with { Count = 1 }, networks, threads, stop).SelectMany(pieces => pieces);

    /// <summary>Generates texts, one after another; each is to be taken whole before the next.</summary>
    /// <inheritdoc cref="Generate"/>
    public IEnumerable<IEnumerable<string>> GenerateTexts(
        IReadOnlyList<string> prompts, GenerationOptions options, Ensemble networks, int threads, CancellationToken stop = default)
    {
        int[][] beginnings = [.. prompts.Select(Beginning)];
        return Texts();

        IEnumerable<IEnumerable<string>> Texts()
        {
            using TextWriting writing = new(Tokenizer, networks, threads);
            string[] ends = [.. IsList ? [LineEnd] : (string[])[], .. options.Stop is { Length: > 0 } end ? [end] : (string[])[]];
            for (int i = 0; i < (options.Count ?? (IsList ? 10 : 1)); i++)
            {
                TokenSampler sampler = new(options.Sampler with
                {
                    Excluded = [.. options.Sampler.Excluded ?? [], Tokenizer.Padding, Tokenizer.Unknown],
                    Seed = i == 0 ? options.Sampler.Seed : new RandomStream(options.Sampler.Seed, (ulong)i).NextUInt64(),
                });
                yield return writing.Write(beginnings[i % beginnings.Length], options, sampler, ends, stop);
            }
        }
    }

    /// <summary>The tokens that are read before a text: the end of the training part, and the prompt.</summary>
    private int[] Beginning(string prompt)
    {
        string[] tokens = [.. Tokenizer.Tokens(prompt.ReplaceLineEndings(LineEnd))];
        if (tokens.Length > MostPrompt)
        {
            string name = TextEvaluation.NameOf(Tokenizer.Unit);
            throw new InputException(
                $"The prompt has {CountFormatter.Format(tokens.Length, name)}, but at most {CountFormatter.Format(MostPrompt, name)} are "
                + "read: give its end.");
        }

        if (!_knowsUnknown && Array.Find(tokens, token => Tokenizer.CodeOf(token) == Tokenizer.Unknown) is { } unknown)
        {
            System.Text.Rune rune = unknown.EnumerateRunes().First();
            string shown = IsInvisible(rune) ? FormattableString.Invariant($"U+{rune.Value:X4}") : unknown;
            throw new InputException(
                $"The prompt has '{shown}', which the text that the network learned from does not have: write it with the "
                + $"{CountFormatter.Format(Tokenizer.Count - Tokenizer.First, TextEvaluation.NameOf(Tokenizer.Unit))} of that text.");
        }

        return [.. _lead, .. tokens.Select(Tokenizer.CodeOf)];
    }

    private static bool IsInvisible(System.Text.Rune rune) => System.Text.Rune.IsControl(rune) || System.Text.Rune.IsWhiteSpace(rune);

    private static Tokenizer TokenizerOf(Recipe recipe, Preparation preparation) =>
        preparation.TokenizerOf(TextDivision.ColumnOf(recipe))
        ?? throw recipe.Error("prepare.steps", "no step makes tokens of the text. Give [{tokenize: {unit: character}}].");
}
