using System.Text.Json.Nodes;
using Unroll.Data;
using Unroll.Formats;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>
/// From a damaged checkpoint training goes on, or says why it cannot and leaves the model as it was; it never breaks down.
/// </summary>
public sealed class DamagedCheckpointTests : IDisposable
{
    private const string Key = "unroll.checkpoint";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-damaged-checkpoints-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Any_value_of_the_description_may_be_of_any_other_kind_or_missing()
    {
        SafetensorsFile file = Stopped();
        string text = file.Metadata[Key];
        JsonNode?[] values = [null, 7, -1, 0.5, "x", "-1", "NaN", "1e999", true, new JsonArray(), new JsonObject(), new JsonArray(1)];
        int places = Places(JsonNode.Parse(text)!).Count, refused = 0, loaded = 0;
        for (int place = 0; place < places; place++)
        {
            for (int value = -1; value < values.Length; value++)
            {
                JsonNode spoilt = JsonNode.Parse(text)!;
                Spoil(Places(spoilt)[place], value < 0, value < 0 ? null : values[value]?.DeepClone());
                _ = GoesOn(file.Tensors, spoilt.ToJsonString()) ? loaded++ : refused++;
            }
        }

        // Some values say nothing that matters to the rest of the training, such as the losses of epochs that are over.
        Assert.True(
            places > 60 && loaded > 100 && refused > 500,
            $"{places} places: {loaded} times training went on, {refused} times it was refused.");
    }

    [Fact]
    public void A_tensor_that_is_missing_or_of_another_length_is_named()
    {
        SafetensorsFile file = Stopped();
        string text = file.Metadata[Key];
        Assert.Contains(file.Tensors, tensor => tensor.Name == "accumulated");
        Assert.Contains(file.Tensors, tensor => tensor.Name == "callback.0.best_weights");
        Assert.Contains(file.Tensors, tensor => tensor.Name == "state.0.0");
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            SafetensorsTensor[] others = [.. file.Tensors.Where(other => other != tensor)];

            // Best weights may not have been found yet.
            Assert.Equal(tensor.Name == "callback.0.best_weights", GoesOn(others, text));
            Assert.False(GoesOn([.. others, new SafetensorsTensor(tensor.Name, [3], new float[3])], text), tensor.Name);
        }
    }

    /// <summary>A checkpoint that holds whatever a checkpoint can hold.</summary>
    private SafetensorsFile Stopped()
    {
        string path = Path.Combine(_folder.FullName, "stopped");
        using var cancellation = new CancellationTokenSource();
        int seen = 0;
        var stop = new HookedCallback { BatchEnd = _ => CancelAt(++seen, 10) };
        FitOptions options = Options(path);
        Make().Fit(Source(), options with { CancellationToken = cancellation.Token, Callbacks = [.. options.Callbacks, stop] });
        return SafetensorsFile.Read(path);

        void CancelAt(int batch, int last)
        {
            if (batch == last)
            {
                cancellation.Cancel();
            }
        }
    }

    private bool GoesOn(IReadOnlyList<SafetensorsTensor> tensors, string description)
    {
        string path = Path.Combine(_folder.FullName, "spoilt");
        SafetensorsFile.Write(path, tensors, new Dictionary<string, string> { [Key] = description });
        Model model = Make();
        float[] before = model.GetWeights();
        FitOptions options = Options(path);
        try
        {
            model.Fit(Source(), options with { Callbacks = [.. options.Callbacks, new HookedCallback()] });
            return true;
        }
        catch (InputException exception)
        {
            Assert.StartsWith("Training cannot go on from", exception.Message, StringComparison.Ordinal);
            Assert.Equal(before, model.GetWeights());
            return false;
        }
    }

    /// <summary>All places of a document: parent, and name or index.</summary>
    private static List<(JsonNode Parent, string? Name, int Index)> Places(JsonNode node)
    {
        List<(JsonNode, string?, int)> places = [];
        if (node is JsonObject members)
        {
            foreach ((string name, JsonNode? value) in members)
            {
                places.Add((node, name, 0));
                places.AddRange(value is null ? [] : Places(value));
            }
        }
        else if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                places.Add((node, null, i));
                places.AddRange(items[i] is { } item ? Places(item) : []);
            }
        }

        return places;
    }

    private static void Spoil((JsonNode Parent, string? Name, int Index) place, bool remove, JsonNode? value)
    {
        switch (place.Parent)
        {
            case JsonObject members when remove:
                members.Remove(place.Name!);
                break;
            case JsonObject members:
                members[place.Name!] = value;
                break;
            case JsonArray items when remove:
                items.RemoveAt(place.Index);
                break;
            default:
                place.Parent.AsArray()[place.Index] = value;
                break;
        }
    }

    private static FitOptions Options(string path) => new()
    {
        Epochs = 3,
        BatchSize = 5,
        Shuffle = false,
        Threads = 1,
        AccumulationSteps = 3,
        WeightAverage = new ExponentialMovingAverage(0.9f),
        Checkpoint = new TrainingCheckpoint(path) { EveryBatches = 1 },
        Callbacks = [
            new EarlyStopping(new EarlyStoppingOptions { Monitor = "loss" }),
            new ReduceLearningRateOnPlateau(new ReduceLearningRateOnPlateauOptions { Monitor = "loss" })],
    };

    private static ArraySource Source()
    {
        float[,,] x = TestData.Sequences(20, 3, 2);
        return new ArraySource(x, TestData.Means(x));
    }

    private static Sequential Make()
    {
        var model = new Sequential(new Input(3, 2), new Lstm(2, new LstmOptions { Stateful = true }), new Dense(1)) { Seed = 6 };
        model.Compile(new Adam(0.01f), new MeanSquaredError(), new MeanAbsoluteError());
        model.Build();
        return model;
    }
}
