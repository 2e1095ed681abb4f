using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Labelling;

/// <summary>
/// The labels of frames, where a step of preparation makes frames of rows that have a label each, as a spectrogram of samples: the most
/// frequent label of a frame's rows, or the mean of their numbers.
/// </summary>
internal static class FrameLabels
{
    /// <summary>Prepared series with a label for each frame; as they are where no step makes frames.</summary>
    /// <param name="preparation">The preparation.</param>
    /// <param name="read">The series as they were read, with a label for each row.</param>
    /// <param name="prepared">The same, prepared.</param>
    /// <param name="areClasses">Whether labels are codes of classes, rather than numbers.</param>
    public static SequenceData Of(Preparation preparation, SequenceData read, SequenceData prepared, bool areClasses)
    {
        IReadOnlyList<RowRange>?[] frames = [.. read.Series.Items.Select((item, index) => preparation.Steps
            .Select(step => step.FramesOf(item.Frame, item.Id, prepared.Series[index].Frame.RowCount))
            .FirstOrDefault(own => own is not null))];
        if (Array.TrueForAll(frames, own => own is null))
        {
            return prepared;
        }

        return prepared with
        {
            Series = new SeriesSet(
                [.. prepared.Series.Items.Select((item, index) => item with
                {
                    Frame = At(item.Frame, read.Series[index].Frame.Time, frames[index]!),
                })],
                prepared.Series.StaticNames,
                prepared.Series.ClassNames),
            Targets = [.. read.Targets.Select((labels, index) => labels.Length == read.Series[index].Frame.RowCount
                ? [.. frames[index]!.Select(rows => Joined(labels.AsSpan(rows.Start, rows.Count), areClasses))] : labels)],
        };
    }

    /// <summary>The most frequent of known labels, of several the one that comes first; of numbers, their mean; else NaN.</summary>
    private static double Joined(ReadOnlySpan<double> labels, bool areClasses)
    {
        Dictionary<double, int> counts = [];
        double sum = 0, best = double.NaN;
        int known = 0;
        foreach (double label in labels)
        {
            if (!double.IsNaN(label))
            {
                (sum, known) = (sum + label, known + 1);
                counts[label] = counts.GetValueOrDefault(label) + 1;
            }
        }

        int most = 0;
        foreach (double label in areClasses ? labels : [])
        {
            if (!double.IsNaN(label) && counts[label] > most)
            {
                (best, most) = (label, counts[label]);
            }
        }

        return areClasses ? best : known > 0 ? sum / known : double.NaN;
    }

    /// <summary>Frames at the stamps of the rows in their middle, where no two have the same.</summary>
    private static Frame At(Frame frame, TimeIndex time, IReadOnlyList<RowRange> rows)
    {
        int[] middles = [.. rows.Select(own => own.Start + (own.Count / 2))];
        return middles.Zip(middles.Skip(1)).All(pair => pair.First < pair.Second)
            ? new Frame(time.Pick(middles), frame.ColumnNames, [.. frame.ColumnNames.Select(name => frame.Column(name).ToArray())])
            : frame;
    }
}
