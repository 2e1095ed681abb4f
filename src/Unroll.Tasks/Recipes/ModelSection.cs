namespace Unroll.Tasks.Recipes;

/// <summary>Reads the list of layers of a recipe.</summary>
internal static class ModelSection
{
    private static readonly string[] _activations =
        ["linear", "relu", "leaky-relu", "elu", "selu", "gelu", "softplus", "tanh", "sigmoid", "hard-sigmoid", "softmax"];

    // Layers that may stand without settings.
    private static readonly string[] _plain = ["global-max-pooling1d", "global-average-pooling1d", "batch-normalization", "layer-normalization", "masking"];

    public static IReadOnlyList<LayerRecipe> Read(RecipeNode node)
    {
        LayerRecipe[] layers = [.. node.Items().Select(ReadLayer)];
        if (layers.Length == 0)
        {
            throw node.Error("a network has at least one layer, for example [{lstm: 32}, {dense: 1}].");
        }

        return layers;
    }

    private static LayerRecipe ReadLayer(RecipeNode item)
    {
        if (!item.IsSection && !item.IsList && !item.IsEmpty)
        {
            return Plain(item);
        }

        RecipeSection section = item.Section("model[]");
        if (section.Names.Count != 1)
        {
            throw item.Error($"a layer is one key with its settings, for example lstm: 32, but got {section.Names.Count} keys ({string.Join(", ", section.Names)}).");
        }

        string kind = section.Names[0];
        if (section.Find(kind) is null && _plain.Contains(kind))
        {
            return Bare(kind, item.Line);
        }

        RecipeNode value = section.Need(kind, Example(kind));
        return kind switch
        {
            "lstm" => ReadRecurrent(value, RecurrentKind.Lstm, kind, item.Line),
            "gru" => ReadRecurrent(value, RecurrentKind.Gru, kind, item.Line),
            "simple-rnn" => ReadRecurrent(value, RecurrentKind.SimpleRnn, kind, item.Line),
            "bidirectional" => ReadBidirectional(value.Section("model[].bidirectional"), item.Line),
            "conv1d" => ReadConvolution(value.Section("model[].conv1d"), item.Line),
            "max-pooling1d" or "average-pooling1d" => ReadPooling(value, kind, item.Line),
            "global-max-pooling1d" or "global-average-pooling1d" => throw value.Error($"{kind} has no settings. Write - {kind}."),
            "dense" => ReadDense(value, item.Line),
            "dropout" => new DropoutLayerRecipe(value.Number(x => x is >= 0 and < 1, "a number from 0 to below 1")) { Line = item.Line },
            "batch-normalization" => ReadBatchNormalization(value.Section("model[].batch-normalization"), item.Line),
            "layer-normalization" => ReadLayerNormalization(value.Section("model[].layer-normalization"), item.Line),
            "masking" => new MaskingLayerRecipe(value.Number(_ => true, "a number")) { Line = item.Line },
            "embedding" => ReadEmbedding(value.Section("model[].embedding"), item.Line),
            _ => new ActivationLayerRecipe(ReadActivation(value)) { Line = item.Line },
        };
    }

    /// <summary>A layer that is named without settings: <c>- global-max-pooling1d</c>.</summary>
    private static LayerRecipe Plain(RecipeNode item)
    {
        string text = item.Text();
        return RecipeKeys.NamesIn("model[]").Contains(text) && !_plain.Contains(text)
            ? throw item.Error($"{text} needs its settings, for example {Example(text)}")
            : Bare(item.OneOf([.. _plain.Select(name => (name, name))]), item.Line);
    }

    private static LayerRecipe Bare(string kind, int line) => kind switch
    {
        "masking" => new MaskingLayerRecipe(0) { Line = line },
        "batch-normalization" or "layer-normalization" => new NormalizationLayerRecipe(kind) { Line = line },
        _ => new GlobalPoolingLayerRecipe(kind) { Line = line },
    };

    private static string Example(string kind) => kind switch
    {
        "dropout" => "dropout: 0.2",
        "activation" => "activation: relu",
        "bidirectional" => "bidirectional: {gru: 32}",
        "conv1d" => "conv1d: {filters: 32, kernel: 5}",
        "max-pooling1d" or "average-pooling1d" => $"{kind}: 2",
        "embedding" => "embedding: {vocabulary: 100, dimension: 16}",
        _ => $"{kind}: 32",
    };

    private static BidirectionalLayerRecipe ReadBidirectional(RecipeSection section, int line)
    {
        (string Name, RecurrentKind Kind)[] kinds = [("lstm", RecurrentKind.Lstm), ("gru", RecurrentKind.Gru), ("simple-rnn", RecurrentKind.SimpleRnn)];
        (string Name, RecurrentKind Kind)[] given = [.. kinds.Where(kind => section.Find(kind.Name) is not null)];
        return given.Length == 1
            ? new BidirectionalLayerRecipe(ReadRecurrent(section.Find(given[0].Name)!, given[0].Kind, given[0].Name, line))
            {
                Line = line,
                Merge = section.Or("merge", node => OneOf(node, "concatenate", "sum", "average", "multiply"), "concatenate"),
            }
            : throw section.Node.Error("give one recurrent layer that is read in both directions, for example bidirectional: {gru: 32}.");
    }

    private static ConvolutionLayerRecipe ReadConvolution(RecipeSection section, int line) => new(
        section.Need("filters", "filters: 32").Integer(1), section.Need("kernel", "kernel: 5").Integer(1))
    {
        Line = line,
        Padding = section.Or("padding", node => OneOf(node, "valid", "same", "causal"), "valid"),
        Stride = section.Or("stride", node => node.Integer(1), 1),
        Dilation = section.Or("dilation", node => node.Integer(1), 1),
        Activation = section.Find("activation") is { } activation ? ReadActivation(activation) : null,
        Bias = section.Or("bias", node => node.Flag(), true),
    };

    private static PoolingLayerRecipe ReadPooling(RecipeNode value, string kind, int line)
    {
        if (!value.IsSection)
        {
            return new PoolingLayerRecipe(kind, value.Integer(1)) { Line = line };
        }

        RecipeSection section = value.Section($"model[].{kind}");
        return new PoolingLayerRecipe(kind, section.Need("size", "size: 2").Integer(1))
        {
            Line = line,
            Stride = section.Find("stride")?.Integer(1),
            Padding = section.Or("padding", node => OneOf(node, "valid", "same"), "valid"),
        };
    }

    private static NormalizationLayerRecipe ReadBatchNormalization(RecipeSection section, int line) => new("batch-normalization")
    {
        Line = line,
        Momentum = section.Or("momentum", node => node.Number(x => x is >= 0 and < 1, "a number from 0 to below 1"), 0.99),
        Epsilon = section.Or("epsilon", node => node.Number(x => x > 0, "a number above 0"), 0.001),
    };

    private static NormalizationLayerRecipe ReadLayerNormalization(RecipeSection section, int line) => new("layer-normalization")
    {
        Line = line,
        Epsilon = section.Or("epsilon", node => node.Number(x => x > 0, "a number above 0"), 0.001),
    };

    private static EmbeddingLayerRecipe ReadEmbedding(RecipeSection section, int line) => new(
        section.Need("vocabulary", "vocabulary: 100").Integer(1), section.Need("dimension", "dimension: 16").Integer(1))
    {
        Line = line,
        MaskZero = section.Or("mask-zero", node => node.Flag(), false),
    };

    private static string OneOf(RecipeNode node, params string[] names) => node.OneOf([.. names.Select(name => (name, name))]);

    private static RecurrentLayerRecipe ReadRecurrent(RecipeNode value, RecurrentKind kind, string name, int line)
    {
        if (!value.IsSection)
        {
            return new RecurrentLayerRecipe(kind, value.Integer(1)) { Line = line };
        }

        RecipeSection section = value.Section($"model[].{name}");
        return new RecurrentLayerRecipe(kind, section.Need("units", "units: 32").Integer(1))
        {
            Line = line,
            ReturnSequences = section.Find("return-sequences")?.Flag(),
            Activation = section.Find("activation") is { } activation ? ReadActivation(activation) : null,
            RecurrentActivation = section.Find("recurrent-activation") is { } recurrent ? ReadActivation(recurrent) : null,
            Bias = section.Or("bias", node => node.Flag(), true),
            UnitForgetBias = section.Or("unit-forget-bias", node => node.Flag(), true),
            ResetAfter = section.Or("reset-after", node => node.Flag(), true),
        };
    }

    private static DenseLayerRecipe ReadDense(RecipeNode value, int line)
    {
        if (!value.IsSection)
        {
            return new DenseLayerRecipe(value.Integer(1)) { Line = line };
        }

        RecipeSection section = value.Section("model[].dense");
        return new DenseLayerRecipe(section.Need("units", "units: 1").Integer(1))
        {
            Line = line,
            Activation = section.Find("activation") is { } activation ? ReadActivation(activation) : null,
            Bias = section.Or("bias", node => node.Flag(), true),
        };
    }

    private static string ReadActivation(RecipeNode node) => node.OneOf([.. _activations.Select(name => (name, name))]);
}
