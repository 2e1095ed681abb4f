namespace Unroll.Tasks.Recipes;

/// <summary>Reads the list of layers of a recipe.</summary>
internal static class ModelSection
{
    private static readonly string[] _activations =
        ["linear", "relu", "leaky-relu", "elu", "selu", "gelu", "softplus", "tanh", "sigmoid", "hard-sigmoid", "softmax"];

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
        RecipeSection section = item.Section("model[]");
        if (section.Names.Count != 1)
        {
            throw item.Error($"a layer is one key with its settings, for example lstm: 32, but got {section.Names.Count} keys ({string.Join(", ", section.Names)}).");
        }

        string kind = section.Names[0];
        RecipeNode value = section.Need(kind, kind switch { "dropout" => "dropout: 0.2", "activation" => "activation: relu", _ => $"{kind}: 32" });
        return kind switch
        {
            "lstm" => ReadRecurrent(value, RecurrentKind.Lstm, kind, item.Line),
            "gru" => ReadRecurrent(value, RecurrentKind.Gru, kind, item.Line),
            "simple-rnn" => ReadRecurrent(value, RecurrentKind.SimpleRnn, kind, item.Line),
            "dense" => ReadDense(value, item.Line),
            "dropout" => new DropoutLayerRecipe(value.Number(x => x is >= 0 and < 1, "a number from 0 to below 1")) { Line = item.Line },
            _ => new ActivationLayerRecipe(ReadActivation(value)) { Line = item.Line },
        };
    }

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
