using Unroll.Tasks.Classification;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;

namespace Unroll.Tasks.Tests.Running;

/// <summary>Images and their labels in files of their own, for training and test.</summary>
public sealed class ImageLabelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_test_images_have_a_file_of_labels_of_their_own()
    {
        WriteImages("train", 40);
        WriteImages("test", 10);

        RunResult result = new RecipeRunner().Train(Read(
            "file: train-images, labels: train-labels, test-file: test-images, test-labels: test-labels"),
            new RunRequest { Folder = Path.Combine(_folder.Path, "run") });

        ClassificationEvaluation test = (ClassificationEvaluation)result.Run.Test;
        Assert.Equal(10, test.Samples);
        Assert.Equal(["0", "1"], result.Learner.Learned.Facts()["classes"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal(Enumerable.Range(0, 10).Select(image => $"{image % 2}"),
            test.Predictions.Rows.Select(row => (string)row[1]!));
    }

    [Theory]
    [InlineData("file: a, labels: b, test-labels: c", "data.test-labels: needs the images beside it")]
    [InlineData("file: a, labels: b, test-file: c, test-labels: d, test-labels-dataset: e",
        "data.test-labels: both test-labels and test-labels-dataset are given")]
    [InlineData("file: a, labels: b, labels-dataset: c", "data.labels: both labels and labels-dataset are given")]
    public void Labels_without_images_and_two_sources_of_labels_are_refused(string data, string message) => Assert.Contains(
        message, Assert.ThrowsAny<InputException>(() => Read(data)).Message, StringComparison.Ordinal);

    private Recipe Read(string data)
    {
        string path = Path.Combine(_folder.Path, "images.yaml");
        File.WriteAllText(
            path,
            $"name: images\ntask: classify\ndata: {{{data}}}\nmodel: [flatten, dense: {{units: 1, activation: sigmoid}}]\n"
            + "train: {epochs: 1}\n");
        return RecipeReader.Read(path);
    }

    /// <summary>Images of 4 × 3 pixels, bright where their label is 1.</summary>
    private void WriteImages(string name, int count)
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, $"{name}-images"),
            [0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, 4, 0, 0, 0, 3,
                .. Enumerable.Range(0, count * 12).Select(pixel => (byte)(pixel / 12 % 2 * 200))]);
        File.WriteAllBytes(Path.Combine(_folder.Path, $"{name}-labels"),
            [0, 0, 8, 1, 0, 0, 0, (byte)count, .. Enumerable.Range(0, count).Select(image => (byte)(image % 2))]);
    }
}
