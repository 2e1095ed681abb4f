using Unroll.Analysis.Estimators;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Analysis.Tests.Estimators;

/// <summary>A set of the UCR and UEA archives, with its official parts.</summary>
internal sealed class UcrSet
{
    private UcrSet(FeatureTable training, int[] trainingLabels, FeatureTable test, int[] testLabels) =>
        (Training, TrainingLabels, Test, TestLabels) = (training, trainingLabels, test, testLabels);

    public FeatureTable Training { get; }

    public int[] TrainingLabels { get; }

    public FeatureTable Test { get; }

    public int[] TestLabels { get; }

    public static UcrSet Read(string name)
    {
        SeriesSet training = TsReader.Read(RealDataFactAttribute.File($"ucr/{name}_TRAIN.ts"));
        SeriesSet test = TsReader.Read(RealDataFactAttribute.File($"ucr/{name}_TEST.ts"));
        Assert.Equal(training.ClassNames, test.ClassNames);
        return new UcrSet(
            Table(training), [.. training.Items.Select(item => item.Class!.Value)], Table(test),
            [.. test.Items.Select(item => item.Class!.Value)]);
    }

    /// <summary>The share of the test part whose class a model tells.</summary>
    public double Accuracy(ClassificationModel model, Func<FeatureTable, FeatureTable>? features = null)
    {
        features ??= table => table;
        ClassificationFit fit = model.Fit(features(Training), TrainingLabels);
        return fit.Predict(features(Test)).Zip(TestLabels).Count(pair => pair.First == pair.Second) / (double)TestLabels.Length;
    }

    private static FeatureTable Table(SeriesSet set)
    {
        int channels = set.Items[0].Frame.ColumnNames.Count;
        return new FeatureTable([.. set.Items.Select(item => Steps(item.Frame))], channels);
    }

    private static double[] Steps(Frame frame)
    {
        int channels = frame.ColumnNames.Count;
        double[] steps = new double[frame.RowCount * channels];
        for (int channel = 0; channel < channels; channel++)
        {
            ReadOnlySpan<double> values = frame.Column(frame.ColumnNames[channel]);
            for (int row = 0; row < values.Length; row++)
            {
                steps[(row * channels) + channel] = values[row];
            }
        }

        return steps;
    }
}
