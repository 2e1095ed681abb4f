using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Formats;
using Unroll.Optimizers;

namespace Unroll.Models;

/// <summary>
/// The state of an optimizer in a model file: a tensor for each of its arrays and each parameter, named
/// <c>unroll.optimizer.0.layer.parameter</c>, and how far training is as JSON under <c>unroll.optimizer</c> in the metadata.
/// </summary>
/// <param name="tensors">The tensors.</param>
/// <param name="progress">How far training is.</param>
internal sealed class SavedOptimizer(IReadOnlyList<SafetensorsTensor> tensors, string progress)
{
    /// <summary>The name in the metadata.</summary>
    public const string Key = "unroll.optimizer";

    private const string Prefix = Key + ".";

    /// <summary>The tensors.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors => tensors;

    /// <summary>The progress of training, as JSON.</summary>
    public string Progress => progress;

    /// <summary>Whether a tensor of a model file is part of an optimizer's state.</summary>
    public static bool IsPart(string tensor) => tensor.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The state that a model is to be saved with; null where it was not trained.</summary>
    public static SavedOptimizer? Of(Model model)
    {
        if (model.OptimizerState is not { Step: > 0 } state)
        {
            return model.UnreadOptimizer;
        }

        List<SafetensorsTensor> tensors = [];
        foreach ((string name, int slot, Parameter parameter) in Arrays(model, state))
        {
            tensors.Add(new SafetensorsTensor(name, parameter.Dimensions, Slot(state, slot, parameter).ToArray()));
        }

        JsonObject json = new() { ["step"] = state.Step, ["passes"] = state.Passes, ["epochs"] = state.Epochs };
        return new SavedOptimizer(tensors, json.ToJsonString());
    }

    /// <summary>The state in a file; null where there is none.</summary>
    public static SavedOptimizer? In(SafetensorsFile file) => file.Metadata.TryGetValue(Key, out string? progress)
        ? new([.. file.Tensors.Where(tensor => IsPart(tensor.Name))], progress) : null;

    /// <summary>Gives a compiled model the state.</summary>
    /// <exception cref="InputException">It is damaged, or of another optimizer.</exception>
    public void Restore(Model model)
    {
        var state = new OptimizerState(model.Optimizer!, model.GradientLength);
        Dictionary<string, SafetensorsTensor> byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach ((string name, int slot, Parameter parameter) in Arrays(model, state))
        {
            if (!byName.Remove(name, out SafetensorsTensor? tensor) || !tensor.Shape.SequenceEqual(parameter.Dimensions))
            {
                throw Unlike($"it needs a tensor '{name}' of [{string.Join(", ", parameter.Dimensions)}]", model);
            }

            tensor.RequireFinite("its tensor");
            tensor.Values.Span.CopyTo(Slot(state, slot, parameter));
        }

        if (byName.Count > 0)
        {
            throw Unlike($"it has no use for the tensor '{byName.Keys.Order(StringComparer.Ordinal).First()}'", model);
        }

        JsonConfiguration json = new(JsonNode.Parse(progress), "the optimizer's state");
        state.Restore(checked((long)json.Required("step").Unsigned()));
        state.Passes = json.Required("passes").Unsigned();
        state.Epochs = json.Required("epochs").Integer(0);
        model.OptimizerState = state;
    }

    private static InputException Unlike(string what, Model model) => new(
        $"its optimizer's state does not fit {model.Optimizer!.Name}: {what}. Load the model without the state (compile: false) and "
        + $"compile it anew, or save it with includeOptimizer: false.");

    private static IEnumerable<(string Name, int Slot, Parameter Parameter)> Arrays(Model model, OptimizerState state) =>
        Enumerable.Range(0, state.AllSlots.Count).SelectMany(slot => model.NamedParameters
            .Where(named => named.Parameter.IsTrainable)
            .Select(named => (string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{Prefix}{slot}.{named.Name}"), slot, named.Parameter)));

    private static Span<float> Slot(OptimizerState state, int slot, Parameter parameter) =>
        state.AllSlots[slot].Span.Slice(parameter.Offset, parameter.Length);
}
