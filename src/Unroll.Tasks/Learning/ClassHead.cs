using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <summary>The classes of a task, and what the last layer and the loss of its networks must be for them.</summary>
internal sealed class ClassHead
{
    private const string Binary = "binary-crossentropy";

    private readonly Recipe _recipe;
    private readonly int[] _counts;

    /// <summary>Creates the head of a task.</summary>
    /// <param name="recipe">The recipe, whose loss says whether outputs are logits.</param>
    /// <param name="names">Names of the classes, in the order of probabilities.</param>
    /// <param name="counts">How often each is in the training part.</param>
    internal ClassHead(Recipe recipe, IReadOnlyList<string> names, IReadOnlyList<int> counts)
    {
        (_recipe, Names, _counts) = (recipe, [.. names], [.. counts]);
        TakesLogits = NetworkHead.TakesLogits(RecipeOutputs.LossOf(recipe, 0));
    }

    /// <summary>Restores the head of a task.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="classes">The names, as <see cref="Write"/> writes them.</param>
    /// <param name="counts">The counts.</param>
    internal ClassHead(Recipe recipe, JsonNode classes, JsonNode counts)
        : this(
            recipe, [.. classes.AsArray().Select(name => name!.GetValue<string>())],
            [.. counts.AsArray().Select(count => count!.GetValue<int>())])
    {
    }

    /// <summary>Names of the classes, in the order of probabilities.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Share of each class in the training part.</summary>
    public double[] Shares => [.. _counts.Select(count => count / (double)_counts.Sum())];

    /// <summary>Whether networks give logits in place of probabilities.</summary>
    public bool TakesLogits { get; }

    /// <summary>The kind of networks' outputs: logits or probabilities.</summary>
    public string Outputs => TakesLogits ? "logits" : "probabilities";

    /// <summary>Name of the activation of a single output for two classes.</summary>
    public string SingleActivation => TakesLogits ? "linear" : "sigmoid";

    /// <summary>Name of the activation of an output for each class.</summary>
    public string Activation => TakesLogits ? "linear" : "softmax";

    /// <summary>The names as JSON.</summary>
    public JsonArray NamesToJson() => [.. Names.Select(name => (JsonNode)name)];

    /// <summary>Writes names and counts into the state of a task.</summary>
    /// <param name="state">The state.</param>
    public void Write(JsonObject state)
    {
        state["classes"] = NamesToJson();
        state["class-counts"] = new JsonArray([.. _counts.Select(count => (JsonNode)count)]);
    }

    /// <summary>The last layer of a default network.</summary>
    /// <param name="isSingle">Whether it gives the probability of the second of two classes alone.</param>
    public Dense CreateLayer(bool isSingle)
    {
        ActivationFunction activation = isSingle ? ActivationFunction.Sigmoid : ActivationFunction.Softmax;
        return new Dense(
            isSingle ? 1 : Names.Count, new DenseOptions { Activation = TakesLogits ? ActivationFunction.Linear : activation });
    }

    /// <summary>The loss of the recipe or the default one, with balanced weights of classes where the recipe asks for them.</summary>
    /// <param name="network">The network, built.</param>
    /// <param name="categorical">The default of networks with an output for each class.</param>
    /// <exception cref="InputException">The loss has no weights of classes.</exception>
    public Loss CreateLoss(Model network, Loss categorical)
    {
        ArgumentNullException.ThrowIfNull(network);
        Block<Loss> loss = RecipeOutputs.LossOf(_recipe, 0) ?? Loss.Catalogue.BlockOf(DefaultLoss(network, categorical));
        if (!_recipe.Train.BalanceClasses)
        {
            return loss.Create();
        }

        return NetworkHead.WithClassWeights(loss, BalancedWeights())
            ?? throw _recipe.Error("train.class-weights",
                $"the loss {loss.Name} has no class weights. Leave class-weights out, or use the loss "
                + $"{Loss.Catalogue.NameOf(categorical)}.");
    }

    /// <summary>The loss that a network has where the recipe names none.</summary>
    /// <param name="network">The network, built.</param>
    /// <param name="categorical">That of networks with an output for each class.</param>
    public static Loss DefaultLoss(Model network, Loss categorical) =>
        network.OutputShapes[0].Features == 1 ? new BinaryCrossEntropy() : categorical;

    /// <summary>Writes a class as a loss takes it: its index, or a one among zeros.</summary>
    /// <param name="label">Index of the class.</param>
    /// <param name="destination">Zeros.</param>
    public static void Encode(double label, Span<float> destination)
    {
        if (destination.Length == 1)
        {
            destination[0] = (float)label;
        }
        else
        {
            destination[(int)label] = 1;
        }
    }

    /// <summary>The probability of each class.</summary>
    /// <param name="outputs">The outputs: one for each class, or that of the second of two.</param>
    /// <param name="probabilities">As many numbers as there are classes.</param>
    public void Read(ReadOnlySpan<float> outputs, Span<double> probabilities)
    {
        TensorPrimitives.ConvertTruncating(outputs, probabilities[^outputs.Length..]);
        if (outputs.Length == 1)
        {
            double yes = TakesLogits ? 1 / (1 + Math.Exp(-probabilities[1])) : probabilities[1];
            (probabilities[0], probabilities[1]) = (1 - yes, yes);
        }
        else if (TakesLogits)
        {
            TensorPrimitives.Subtract(probabilities, TensorPrimitives.Max<double>(probabilities), probabilities);
            TensorPrimitives.SoftMax<double>(probabilities, probabilities);
        }
    }

    /// <summary>Scales means of probabilities so that they sum to one.</summary>
    /// <param name="probabilities">The probability of each class.</param>
    public static void Normalize(Span<double> probabilities)
    {
        if (TensorPrimitives.Sum<double>(probabilities) is > 0 and var sum)
        {
            TensorPrimitives.Divide(probabilities, sum, probabilities);
        }
    }

    /// <summary>Refuses a network whose last layer does not give what the classes need, and a loss that does not fit that layer.</summary>
    /// <param name="network">The network, built.</param>
    /// <param name="output">The shape of its output.</param>
    /// <param name="classes">What the classes are called: "classes", "labels".</param>
    /// <param name="each">What each output stands for: empty for a whole series, " a step" for its steps.</param>
    /// <param name="wanted">The layer to end the model with.</param>
    /// <param name="losses">Names of the losses of an output for each class, the one to recommend first.</param>
    /// <exception cref="InputException">It does not.</exception>
    public void Check(Model network, Shape output, string classes, string each, string wanted, params string[] losses)
    {
        int count = Names.Count;
        string? activation = NetworkHead.ActivationOf(network);
        bool fits = (output.Features == 1 && count == 2 && (activation ?? SingleActivation) == SingleActivation)
            || (output.Features == count && (activation ?? Activation) == Activation);
        if (!fits)
        {
            string with = activation is { Length: > 0 } ? $" with the activation {activation}" : "";
            throw NetworkHead.Error(_recipe, 0,
                $"the last layer gives {CountFormatter.Format(output.Features, "outputs")}{with}{each}, but must give {Outputs} of the "
                + $"{CountFormatter.Format(count, classes)}. End the model with {wanted}.");
        }

        if (RecipeOutputs.LossOf(_recipe, 0) is { } loss)
        {
            CheckLoss(loss, output, output.Features == 1 ? [Binary] : losses);
        }
    }

    /// <summary>Whether the default network of a loss has a single output for two classes.</summary>
    /// <param name="loss">Name of the recipe's loss; null where it has none.</param>
    public bool IsSingle(string? loss) => Names.Count == 2 && loss is null or Binary;

    private void CheckLoss(Block<Loss> block, Shape output, string[] fitting)
    {
        Loss loss = block.Create();
        bool fits = NetworkHead.IsOwn(loss)
            ? NetworkHead.TargetShapeOf(loss, output) is { } shape && shape.IsSequence == output.IsSequence
                && (shape.Features == 1 || shape.Features == output.Features)
            : fitting.Contains(block.Name);
        if (!fits)
        {
            throw _recipe.Error(
                "train.loss", $"the last layer gives {Outputs} for the loss {fitting[0]}, "
                + $"but train.loss is {block.Name}. Use loss: {string.Join(" or ", fitting)}, or leave it out.");
        }
    }

    /// <summary>Samples / (classes · samples of the class), as scikit-learn's; 0 for a class without any.</summary>
    private float[] BalancedWeights()
    {
        double samples = _counts.Sum();
        int present = _counts.Count(count => count > 0);
        return [.. _counts.Select(count => count == 0 ? 0 : (float)(samples / (present * (double)count)))];
    }
}
