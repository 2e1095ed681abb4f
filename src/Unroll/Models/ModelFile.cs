using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Formats;
using Unroll.Kernels;
using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// Model files: safetensors whose tensors are the parameters, named <c>layer.parameter</c>, and whose metadata holds the architecture as
/// JSON (<see cref="ModelDescription"/>) under <c>unroll.model</c>; beside them the optimizer's state (<see cref="SavedOptimizer"/>). Any
/// safetensors reader can read the weights; only the architecture is
/// Unroll's own.
/// </summary>
internal static class ModelFile
{
    private const string ArchitectureKey = "unroll.model";

    public static void Save(Model model, string path, bool includeOptimizer)
    {
        List<SafetensorsTensor> tensors = [];
        foreach ((string name, Parameter parameter) in model.NamedParameters)
        {
            if (!FiniteNumbers.AreAll(parameter.Values))
            {
                throw new InvalidOperationException(
                    $"The model was not saved, since its weights '{name}' are not finite and no model could be loaded from them: train it "
                    + $"again with a lower learning rate, or set finite weights.");
            }

            tensors.Add(new SafetensorsTensor(name, parameter.Dimensions, parameter.Values.ToArray()));
        }

        // In the order of their keys: the same model gives the same file, in whatever order the texts were set.
        Dictionary<string, string> metadata = new(model.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            [ArchitectureKey] = ModelDescription.Write(model).ToJsonString(),
        };
        if (includeOptimizer && SavedOptimizer.Of(model) is { } optimizer)
        {
            tensors.AddRange(optimizer.Tensors);
            metadata[SavedOptimizer.Key] = optimizer.Progress;
        }

        SafetensorsFile.Write(path, tensors, metadata);
    }

    public static Model Load(string path, bool compile)
    {
        // Weights are read and checked while the model is made, which takes about as long where a process begins with it. Prediction does
        // not need the optimizer's state, which is larger than the weights: it is not even read.
        using SafetensorsReading reading = new(path, name => compile || !SavedOptimizer.IsPart(name));
        ColdStart.WarmUp();
        if (!reading.Metadata.TryGetValue(ArchitectureKey, out string? description))
        {
            throw NoModel(path);
        }

        (ModelDescription read, Model model) = Understood(path, () =>
        {
            var read = ModelDescription.Read(JsonNode.Parse(description));
            return (read, read.Create());
        });
        foreach ((string key, string value) in reading.Metadata)
        {
            if (key is not (ArchitectureKey or SavedOptimizer.Key))
            {
                model.Metadata[key] = value;
            }
        }

        SafetensorsFile file = reading.File;
        return Understood(path, () =>
        {
            ReadWeights(model, file);
            if (compile && read.Training is { } training)
            {
                model.UnreadTraining = training;
                model.UnreadOptimizer = SavedOptimizer.In(file);
                model.TryCompile();
            }

            return model;
        });
    }

    /// <summary>Result of reading the contents of a file; errors name the file.</summary>
    private static T Understood<T>(string path, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InputException)
        {
            throw new InputException($"\"{path}\" cannot be loaded as a model: {exception.Message}", exception);
        }
    }

    private static InputException NoModel(string path) => new(
        $"\"{path}\" is a safetensors file, but not a model of Unroll: its metadata has no '{ArchitectureKey}'. Give a file that "
        + "Model.Save wrote.");

    /// <summary>Takes the weights of a model that is made from a file.</summary>
    /// <exception cref="InputException">A tensor is missing, too many, of another shape, or not finite.</exception>
    public static void ReadWeights(Model model, SafetensorsFile file)
    {
        HashSet<string> expected = [];
        foreach (Layer layer in model.Layers)
        {
            foreach (Parameter parameter in layer.Parameters)
            {
                string name = Model.NameOf(layer, parameter);
                expected.Add(name);
                ReadWeights(parameter, name, file);
            }
        }

        if (file.Tensors.FirstOrDefault(tensor => !expected.Contains(tensor.Name) && !SavedOptimizer.IsPart(tensor.Name)) is { } extra)
        {
            throw new InputException($"it has a tensor '{extra.Name}' that its architecture does not know.");
        }
    }

    private static void ReadWeights(Parameter parameter, string name, SafetensorsFile file)
    {
        if (!file.TryGetTensor(name, out SafetensorsTensor? tensor))
        {
            throw new InputException($"it has no tensor '{name}', which its architecture needs.");
        }

        if (!IsOf(tensor, parameter.Dimensions))
        {
            throw Misshapen(tensor, parameter.Dimensions);
        }

        tensor.RequireFinite("its tensor");
        parameter.Adopt(tensor.Buffer!);
        parameter.MarkChanged();
    }

    private static bool IsOf(SafetensorsTensor tensor, IReadOnlyList<int> shape)
    {
        bool isSame = tensor.Shape.Count == shape.Count;
        for (int i = 0; isSame && i < shape.Count; i++)
        {
            isSame = tensor.Shape[i] == shape[i];
        }

        return isSame;
    }

    private static InputException Misshapen(SafetensorsTensor tensor, IReadOnlyList<int> needed) => new(
        $"its tensor '{tensor.Name}' is [{string.Join(", ", tensor.Shape)}], but its architecture needs [{string.Join(", ", needed)}].");
}
