using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Formats;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Schedules;

namespace Unroll.Tests.Models;

/// <summary>The JSON in a model file: the grammar of the catalogue, and clear sentences where it is damaged.</summary>
public sealed class ModelDescriptionTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Layers_are_written_as_recipes_say_them()
    {
        string description = Save().Metadata["unroll.model"];
        Assert.Equal(
            """{"version":2,"format":"sequential","seed":5,"inputs":[{"input":{"timesteps":6,"features":2}}],""" +
            """ "layers":[{"bidirectional":{"layer":{"gru":3},"merge-mode":"sum","name":"bidirectional_1"}},""" +
            """{"dense":{"units":2,"activation":"softmax","name":"dense_1"}}],""" +
            """ "training":{"optimizer":{"adam":{"learning-rate":0.01,"clipping":{"clip-norm":1}}},"losses":[{"loss":""" +
            """{"categorical-crossentropy":{"label-smoothing":0.5}},"metrics":["mean-squared-error"]}]}}""",
            JsonNode.Parse(description)!.ToJsonString().Edit(",\"layers", ", \"layers").Edit(",\"training",
                ", \"training"));
    }

    [Theory]
    [InlineData("\"units\":2", "\"units\":0", "layers[2].dense.units", "a whole number of at least 1", "0")]
    [InlineData("\"units\":2,", "", "Layer 'dense_1'", "has no number of outputs (units)")]
    [InlineData("\"dense\":", "\"densse\":", "the layer \"densse\" is not known", "Did you mean \"dense\"?", "Layer.Catalogue.Register")]
    [InlineData("\"activation\":", "\"activaton\":", "the key \"activaton\" is not known", "Did you mean \"activation\"?")]
    [InlineData("\"softmax\"", "\"softmin\"", "the activation \"softmin\" is not known", "softmax")]
    [InlineData("\"gru\":3", "\"dense\":3", "needs a recurrent layer", "dense")]
    [InlineData("\"version\":2", "\"version\":1", "version 1", "train the model again")]
    [InlineData("\"version\":2", "\"version\":3", "version 3", "newer")]
    [InlineData("\"seed\":5", "\"seed\":-5", "seed", "-5")]
    [InlineData("\"learning-rate\":0.01", "\"learning-rate\":0", "training.optimizer.adam.learning-rate", "above 0")]
    [InlineData(
        "\"inputs\":[{\"input\":{\"timesteps\":6,\"features\":2}}]", "\"inputs\":[\"flatten\"]", "inputs[1]", "flatten", "Known: input")]
    public void Damage_is_told_with_its_place(string from, string to, params string[] parts)
    {
        SafetensorsFile file = Save();
        string text = file.Metadata["unroll.model"];
        Assert.Contains(from, text, StringComparison.Ordinal);
        SafetensorsFile.Write(_path, file.Tensors, new Dictionary<string,
            string>
        { ["unroll.model"] = text.Edit(from, to) });

        string message = Assert.Throws<InputException>(() => Model.Load(_path)).Message;
        Assert.True(parts.All(part => message.Contains(part, StringComparison.Ordinal)), message);
    }

    [Fact]
    public void Recurrent_layers_are_asked_for_sequences_unless_they_say_otherwise()
    {
        Assert.Equal("""{"lstm":{"units":4,"return-sequences":true}}""", Returning("""{"lstm":4}"""));
        Assert.Equal("""{"lstm":4}""", Returning("""{"lstm":{"units":4,"return-sequences":false}}"""));
        Assert.Equal(
            """{"bidirectional":{"layer":{"gru":{"units":4,"return-sequences":true}},"merge-mode":"sum"}}""",
            Returning("""{"bidirectional":{"gru":4,"merge-mode":"sum"}}"""));
        Assert.Equal("""{"dense":4}""", Returning("""{"dense":4}"""));
        Assert.True(((LayerEntry)Layer.Catalogue.Find("lstm")!).TakesSequences);
        Assert.False(((LayerEntry)Layer.Catalogue.Find("dense")!).TakesSequences);

        static string Returning(string json) =>
            LayerEntry.ReturnSequences(Layer.Catalogue.ReadBlock(new JsonConfiguration(JsonNode.Parse(json), "The test"))).ToJson()
                .ToJsonString();
    }

    [Fact]
    public void Schedules_hold_schedules()
    {
        LearningRateSchedule schedule = LearningRateSchedule.Catalogue.Create(
            JsonNode.Parse("""{"warm-up":{"length":2,"then":{"step-decay":{"learning-rate":0.5,"factor":0.5,"every":1}}}}""")!);
        Assert.Equal([0.25f, 0.5f, 0.5f, 0.25f, 0.125f], Enumerable.Range(0, 5).Select(position => schedule.RateAt(position, 5)));
    }

    private SafetensorsFile Save()
    {
        var model = new Sequential(new Input(6, 2), new Bidirectional(new Gru(3), MergeMode.Sum),
            new Dense(2, new DenseOptions { Activation = ActivationFunction.Softmax }))
        { Seed = 5 };
        model.Compile(new Adam(0.01f) { Clipping = GradientClipping.ByGlobalNorm(1) },
            new CategoricalCrossEntropy(new CrossEntropyOptions { LabelSmoothing = 0.5f }), new MeanSquaredError());
        model.Build();
        model.Save(_path);
        return SafetensorsFile.Read(_path);
    }
}
