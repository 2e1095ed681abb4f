using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The errors of earlier forecasts, which prediction intervals follow: an error so many steps ahead is known only so many rows later.
/// </summary>
/// <param name="forecasts">The forecasts.</param>
/// <param name="windows">Their windows.</param>
/// <param name="calibration">What is calibrated.</param>
/// <param name="state">What it has come to; changed.</param>
internal sealed class IntervalErrors(ErrorSpace forecasts, SeriesWindows windows, IntervalCalibration calibration, IntervalState state)
{
    private readonly List<Pending> _pending = [];

    /// <summary>Remembers forecasts of the same origin, and how far their intervals reach.</summary>
    /// <param name="together">Their windows.</param>
    public void Expect(int[] together)
    {
        float[] reach = new float[calibration.Levels.Count * forecasts.Horizon];
        for (int level = 0; level < calibration.Levels.Count; level++)
        {
            for (int step = 0; step < forecasts.Horizon; step++)
            {
                reach[(level * forecasts.Horizon) + step] = (float)state.Reach(level, calibration.BoundsIndex(level), step);
            }
        }

        _pending.Add(new Pending(together, reach));
    }

    /// <summary>Follows the errors that are known at a time, those of earlier origins first.</summary>
    /// <param name="time">Time of the last known row.</param>
    public void Learn(DateTime time)
    {
        foreach (Pending pending in _pending)
        {
            while (pending.Step < forecasts.Horizon && Until(pending) <= time)
            {
                Learn(pending);
                pending.Step++;
            }
        }

        _pending.RemoveAll(pending => pending.Step == forecasts.Horizon);
    }

    /// <summary>When the next error of forecasts is known.</summary>
    private DateTime Until(Pending pending)
    {
        DateTime until = DateTime.MinValue;
        foreach (int window in pending.Windows)
        {
            DateTime time = windows.Series(windows.SeriesOf(window)).Frame
                .Time[windows.Origin(window) + windows.Layout.Gap + 1 + pending.Step];
            until = time > until ? time : until;
        }

        return until;
    }

    private void Learn(Pending pending)
    {
        int step = pending.Step;
        for (int level = 0; level < calibration.Levels.Count; level++)
        {
            IntervalBounds bounds = calibration.BoundsAt(calibration.BoundsIndex(level));
            (int known, int missed) = (0, 0);
            foreach (int window in pending.Windows)
            {
                float score = (float)forecasts.Score(window, step, bounds);
                known += float.IsFinite(score) ? 1 : 0;
                missed += float.IsFinite(score) && score > pending.Reach[(level * forecasts.Horizon) + step] ? 1 : 0;
            }

            if (known > 0)
            {
                state.Follow(level, step, 1 - calibration.Levels[level], missed / (double)known);
            }
        }

        for (int bounds = 0; bounds < state.Scores.Length; bounds++)
        {
            foreach (int window in pending.Windows)
            {
                float score = (float)forecasts.Score(window, step, calibration.BoundsAt(bounds));
                if (float.IsFinite(score))
                {
                    state.Scores[bounds][step].Add(score);
                }
            }
        }
    }

    /// <summary>Forecasts not all of whose truth is known yet.</summary>
    /// <param name="windows">Their windows.</param>
    /// <param name="reach">How far the intervals of each level reach at each step, as a conformity score.</param>
    private sealed class Pending(int[] windows, float[] reach)
    {
        public int[] Windows => windows;

        public float[] Reach => reach;

        /// <summary>The first step whose truth is not known yet, from 0.</summary>
        public int Step { get; set; }
    }
}
